package org.tocsin.registry.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.shape.Rule;
import org.tocsin.registry.defender.Defenders;
import org.tocsin.registry.suggestion.Dismissals;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.staff.Roles;

/** What the desk decides on a defender: that two ids are one person, or are two. */
@Path("/v1/defenders/{id}/decisions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.DESK)
public class DefenderDecisionsResource {

  private static final String DEFENDER = "defender";

  private final Defenders defenders;
  private final Dismissals dismissals;
  private final Desk desk;
  private final SecurityIdentity identity;

  DefenderDecisionsResource(
      Defenders defenders, Dismissals dismissals, Desk desk, SecurityIdentity identity) {
    this.defenders = defenders;
    this.dismissals = dismissals;
    this.desk = desk;
    this.identity = identity;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Merge a defender with another id, take a merge back, or dismiss a suggestion",
      description =
          """
          The body has the type and the other id. defenders-merged and defenders-unmerged {other}: after an unmerge every history and count is what it was. \
          merge-suggestion-dismissed {other, reason}: the two are not suggested any more until the names of one of them change. \
          It is taken back by event-retracted at the decisions of the case that Location names. Reasons are sealed.""")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              example =
                  "{\"type\": \"defenders-merged\", \"other\": \"11111111-2222-8333-9444-555555555555\"}",
              schema = @Schema(implementation = Object.class)))
  @APIResponse(
      responseCode = "201",
      description = "Recorded, and in force on every page that is read from now on",
      headers = {
        @Header(name = "Location", description = "The decision"),
        @Header(name = "ETag", description = "Of the page as it is with the decision")
      },
      content = @Content(schema = @Schema(implementation = DecisionView.class)))
  @APIResponse(responseCode = "409", description = "It contradicts what is recorded")
  @APIResponse(responseCode = "412", description = "The page has changed: says what came since")
  @APIResponse(responseCode = "422", description = "It breaks rules, each of them named")
  @APIResponse(responseCode = "428", description = "If-Match is missing")
  @APIResponse(responseCode = "503", description = "The log or the database does not answer")
  public Response decide(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, byte[] body) {
    var decision =
        Decision.of(named(id, StrictJson.object(body, 0, body.length)), Decision.ON_DEFENDERS);
    Desk.User user = Answers.user(identity, decision);
    return Answers.created(
        desk.decide(
            new DefenderPage(defenders, dismissals, id, decision),
            decision,
            Precondition.tags(ifMatch),
            user));
  }

  /** The address names the first of the two. */
  private static ObjectNode named(UUID id, ObjectNode body) {
    refuse(
        body,
        DEFENDER,
        "The address names the defender.",
        "Leave it out, and name the other one in \"other\".");
    refuse(
        body,
        DefenderPage.NAMES,
        "The registry writes down which names the two have.",
        "Leave it out.");
    return body.put(DEFENDER, id.toString());
  }

  private static void refuse(ObjectNode body, String field, String detail, String fix) {
    if (body.has(field)) {
      throw Decision.invalid(
          List.of(Fault.inBody("/" + field, Rule.NOT_ALLOWED.code(), detail, fix)));
    }
  }
}
