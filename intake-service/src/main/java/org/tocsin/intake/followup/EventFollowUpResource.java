package org.tocsin.intake.followup;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.identity.EventId;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.staff.Roles;

/** What became of one of a partner's events, as the registry has it. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PARTNER)
@RunOnVirtualThread
public class EventFollowUpResource {

  private final Registry registry;
  private final SecurityIdentity identity;

  EventFollowUpResource(Registry registry, SecurityIdentity identity) {
    this.registry = registry;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "followEvent",
      summary = "What became of one of your events",
      description =
          "state is standing, corrected, retracted, or held (with flags saying why) until the desk confirms it; for a correction or retraction without effect waiting or misfit. conflicts tells of other contents under the same id; letter of an overdue or late reply of a State.")
  @APIResponse(responseCode = "200", description = "As the registry has it now")
  @APIResponse(
      responseCode = "404",
      description = "You have sent no such event, or it is not visible yet (about a second)")
  @APIResponse(responseCode = "503", description = "The registry does not answer; ask again")
  public Response event(@PathParam("id") String id) {
    if (!EventId.isEventId(id)) {
      throw Registry.unknown();
    }
    return registry
        .ask(Caller.of(identity).organisation(), "events/" + id)
        .map(found -> Response.ok(found).build())
        .orElseThrow(Registry::unknown);
  }
}
