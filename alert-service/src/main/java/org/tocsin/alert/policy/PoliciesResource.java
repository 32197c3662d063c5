package org.tocsin.alert.policy;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.staff.Roles;

/** Tries policies without waking anybody. */
@Path("/v1/policies")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class PoliciesResource {

  private final PlanInForce plans;
  private final Clock clock = Clock.systemUTC();

  PoliciesResource(PlanInForce plans) {
    this.plans = plans;
  }

  @POST
  @Path("dry-run")
  @Operation(
      summary = "Who would be told of such an alert, when, by which channel, and why",
      description =
          "Of an alert with these traits, or of an event as a partner sends it (application/cloudevents+json), which is not recorded: without a policy in the answer, it is no news and raises no alert.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              example = "{\"actType\": \"torture\", \"state\": \"LI\"}",
              schema = @Schema(implementation = Object.class)))
  public DryRun dryRun(byte[] body) {
    Question question = Question.read(StrictJson.object(body, 0, body.length), clock.instant());
    return DryRun.of(plans.current(), question.traits(), question.at());
  }

  @POST
  @Path("dry-run")
  @Consumes("application/cloudevents+json")
  @Operation(summary = "The same of an event")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/cloudevents+json",
              schema = @Schema(implementation = Object.class)))
  public DryRun dryRunOfEvent(byte[] body) {
    Instant now = clock.instant();
    return ReportedNews.traits(StrictJson.object(body, 0, body.length), now)
        .map(traits -> DryRun.of(plans.current(), traits, now))
        .orElseGet(
            () -> new DryRun(now, plans.current().number(), null, null, List.of(), List.of()));
  }
}
