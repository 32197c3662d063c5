package org.tocsin.intake.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.intake.admission.Bodies;
import org.tocsin.intake.event.Intake;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.staff.Roles;

/** The entrance for many events: a batch, or newline-delimited JSON of any length. */
@Path("/v1/events")
@RolesAllowed(Roles.PARTNER)
public class StreamResource {

  private final Intake intake;
  private final SecurityIdentity identity;
  private final ObjectWriter json;

  StreamResource(Intake intake, SecurityIdentity identity, ObjectMapper mapper) {
    this.intake = intake;
    this.identity = identity;
    this.json = mapper.writerFor(ItemAnswer.class);
  }

  @POST
  @Consumes({Bodies.NDJSON, Bodies.JSON_LINES, Bodies.BATCH})
  @Produces(Bodies.NDJSON)
  @RunOnVirtualThread
  @Operation(
      operationId = "reportEvents",
      summary = "Report many events; each is answered on a line of its own, in order",
      description =
          "Read the answer while you send: a client that does not, and sends more than some ten thousand events, stops the stream.")
  @APIResponse(
      responseCode = "200",
      description =
          "One line an item, with its number, status (accepted, repeated, conflict, refused, overloaded, unavailable) and problem; a last line of status interrupted says that not all was read")
  @APIResponse(responseCode = "401", description = "No API key, or an unknown one")
  @APIResponse(responseCode = "413", description = "A batch larger than 8 MiB")
  public Response post(InputStream body, @Context HttpHeaders headers) {
    Caller caller = Caller.of(identity);
    Items items = isBatch(headers.getMediaType()) ? new Batch(body) : new Lines(body);
    StreamingOutput answers = out -> new Conversation(intake, caller, items, json).run(out);
    return Response.ok(answers).build();
  }

  private static boolean isBatch(MediaType sent) {
    return Bodies.BATCH.equalsIgnoreCase(sent.getType() + "/" + sent.getSubtype());
  }
}
