package org.tocsin.registry.desk;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.Origin;
import org.tocsin.registry.casefile.CaseParts;
import org.tocsin.registry.casefile.CaseReading;
import org.tocsin.registry.casefile.NeedToKnow;
import org.tocsin.registry.casefile.TimelineEntry;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.sealing.LostParts;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** What the desk decides on a case, or records of it. Each is an event, and stands for ever. */
@Path("/v1/cases/{id}/decisions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ADMIN})
public class CaseDecisionsResource {

  private final DataSource dataSource;
  private final CaseReading reading;
  private final Desk desk;
  private final SecurityIdentity identity;

  CaseDecisionsResource(
      DataSource dataSource, CaseReading reading, Desk desk, SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.reading = reading;
    this.desk = desk;
    this.identity = identity;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Decide on a case, or record a letter, a reply or a measure",
      description =
          """
          The body has the type of the event and the type's fields. Decisions, which happen when they are made: \
          event-confirmed {confirms, organisation}, owner-assigned {owner}, need-to-know-set {people}, \
          cases-linked and cases-unlinked {other, reason}, case-closed and case-reopened {reason}. \
          Records, which also have occurredAt, and may have language and source: \
          communication-sent {mechanism, reference, state, sentAt}, state-replied {reference, kind, state}, \
          state-measure-taken {state, track, step}; and of these event-corrected {corrects, changes} and event-retracted {retracts, reason}, which also takes back a merge-suggestion-dismissed. \
          Reasons are sealed. Administrators may assign owners, set lists, close and reopen.""")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              example = "{\"type\": \"owner-assigned\", \"owner\": \"desk\"}",
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
    var decision = Decision.of(StrictJson.object(body, 0, body.length), Decision.ON_CASES);
    Desk.User user = Answers.user(identity, decision);
    return Answers.created(
        desk.decide(
            new CasePage(reading, id, decision), decision, Precondition.tags(ifMatch), user));
  }

  @GET
  @Path("{event}")
  @Operation(summary = "One decision, as it stands; its reason is on the case's page")
  public TimelineEntry one(@PathParam("id") UUID id, @PathParam("event") String event)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      CaseParts parts = reading.of(connection, id);
      if (!identity.hasRole(Roles.ADMIN)
          && !NeedToKnow.of(parts.history()).allows(identity.getPrincipal().getName())) {
        throw ProblemException.of(
            ProblemType.FORBIDDEN, "You are not on the need-to-know list of this case.");
      }
      var lost = LostParts.of(connection, parts.standing());
      return parts.history().entries().stream()
          .filter(entry -> isDesks(entry, event))
          .findFirst()
          .map(entry -> TimelineEntry.of(entry, false, lost))
          .orElseThrow(
              () ->
                  ProblemException.of(
                      ProblemType.NOT_FOUND, "The desk has recorded no such event in this case."));
    }
  }

  private static boolean isDesks(Entry entry, String event) {
    return entry.reported().origin().equals(Origin.DESK)
        && entry.reported().id().value().equals(event);
  }
}
