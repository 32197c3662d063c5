package org.tocsin.intake.event;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.submission.Envelope;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** The entrance for partners: one CloudEvent. For many at a time see {@code StreamRoute}. */
@Path("/v1/events")
@RolesAllowed(Roles.PARTNER)
public class EventsResource {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String ATTRIBUTE = "ce-";

  private final Intake intake;
  private final SecurityIdentity identity;

  EventsResource(Intake intake, SecurityIdentity identity) {
    this.intake = intake;
    this.identity = identity;
  }

  /** On the event loop: nothing here waits in a thread. */
  @POST
  @Consumes({STRUCTURED, MediaType.APPLICATION_JSON})
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  @Operation(
      operationId = "reportEvent",
      summary = "Report one event, as a CloudEvent in structured or binary mode, or many",
      description =
          "Many: a batch (a JSON array, at most 8 MiB) or newline-delimited JSON of any length. Each item is answered on a line of its own, in order. Read the answer while you send: a client that does not, and sends more than some ten thousand events, stops the stream.")
  @RequestBody(
      required = true,
      description =
          "Structured mode: the whole CloudEvent. Binary mode (application/json): its data, with the attributes in ce- headers. docs/asyncapi.yaml has the data of each type.",
      content = {
        @Content(mediaType = STRUCTURED, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
      })
  @APIResponse(
      responseCode = "202",
      description = "Recorded: the brokers have acknowledged it",
      content = @Content(schema = @Schema(implementation = Receipt.class)))
  @APIResponse(
      responseCode = "200",
      description =
          "One event: recorded before, the same answer again. Many: a line for each item, with its number, status (accepted, repeated, conflict, refused, overloaded, unavailable) and problem; a last line of status interrupted says that not all was read",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Receipt.class)),
        @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(responseCode = "400", description = "Not JSON")
  @APIResponse(responseCode = "401", description = "No API key, or an unknown one")
  @APIResponse(
      responseCode = "409",
      description = "This id was used before with other content; the first stands")
  @APIResponse(responseCode = "413", description = "Larger than 256 KiB")
  @APIResponse(responseCode = "415", description = "Neither a CloudEvent nor JSON")
  @APIResponse(
      responseCode = "422",
      description = "Breaks rules: each is named with its field and a fix")
  @APIResponse(responseCode = "429", description = "Beyond the quota: wait as Retry-After says")
  @APIResponse(
      responseCode = "503",
      description = "Not known to be recorded: send it again with the same id")
  public CompletionStage<Response> post(byte[] body, @Context HttpHeaders headers) {
    return intake
        .submit(Caller.of(identity), envelope(body, headers), body.length)
        .thenApply(EventsResource::answer);
  }

  private static Response answer(Outcome outcome) {
    return switch (outcome.verdict()) {
      case ACCEPTED -> recorded(Response.accepted(), outcome);
      case REPEATED -> recorded(Response.ok(), outcome);
      case CONFLICT, REFUSED -> outcome.problem().response().build();
      case BEYOND_QUOTA, OVERLOADED, UNAVAILABLE ->
          outcome.problem().response().header("Retry-After", outcome.retryAfterSeconds()).build();
    };
  }

  /** The address is relative (RFC 9110, section 10.2.2): nobody asks the request for its host. */
  private static Response recorded(Response.ResponseBuilder response, Outcome outcome) {
    return response
        .header(HttpHeaders.LOCATION, "/v1/events/" + outcome.id())
        .entity(outcome.receipt())
        .build();
  }

  private static Envelope envelope(byte[] body, HttpHeaders headers) {
    MediaType sent = headers.getMediaType();
    if (is(sent, STRUCTURED)) {
      return Envelope.structured(StrictJson.object(body, 0, body.length));
    }
    if (is(sent, MediaType.APPLICATION_JSON)) {
      return Envelope.binary(attributes(headers), StrictJson.object(body, 0, body.length));
    }
    throw ProblemException.of(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Say in Content-Type what the body is: "
            + STRUCTURED
            + ", application/json with ce- headers, application/cloudevents-batch+json or application/x-ndjson.");
  }

  /** Exactly this type, whatever its parameters: a wildcard says nothing. */
  private static boolean is(MediaType sent, String type) {
    return sent != null && type.equalsIgnoreCase(sent.getType() + "/" + sent.getSubtype());
  }

  private static Map<String, String> attributes(HttpHeaders headers) {
    var attributes = new HashMap<String, String>();
    var twice = new ArrayList<Fault>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(ATTRIBUTE)) {
                attributes.put(lower.substring(ATTRIBUTE.length()), values.getFirst());
                if (values.size() > 1) {
                  twice.add(
                      Fault.inHeader(
                          lower, "once", "the header is given more than once", "Give it once."));
                }
              }
            });
    if (!twice.isEmpty()) {
      throw new ProblemException(Outcome.invalidFaults(twice).problem());
    }
    return attributes;
  }
}
