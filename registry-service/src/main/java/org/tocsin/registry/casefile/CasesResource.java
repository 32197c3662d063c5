package org.tocsin.registry.casefile;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.sealing.LostParts;
import org.tocsin.service.deadline.Deadlines;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** One case with its timeline. Texts that may name a person are for the desk only. */
@Path("/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.ADMIN})
public class CasesResource {

  private final DataSource dataSource;
  private final EventStore events;
  private final CaseReading reading;
  private final Reports reports;
  private final Horizons horizons;
  private final Deadlines deadlines;
  private final Disclosure disclosure;
  private final SecurityIdentity identity;

  CasesResource(
      DataSource dataSource,
      EventStore events,
      CaseReading reading,
      Reports reports,
      Horizons horizons,
      Deadlines deadlines,
      Disclosure disclosure,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.events = events;
    this.reading = reading;
    this.reports = reports;
    this.horizons = horizons;
    this.deadlines = deadlines;
    this.disclosure = disclosure;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(
      summary =
          "A case: who works on it, four tracks, its timeline, what waits or conflicts; its ETag is what a decision must bring back")
  @APIResponse(
      responseCode = "200",
      headers = @Header(name = "ETag", description = "For If-Match of the next decision"),
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  public Response one(
      @PathParam("id") UUID id,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      CaseParts parts = reading.of(connection, id, horizons.of(connection, asOf, knownAt));
      if (!parts.isKnown()) {
        throw ProblemException.of(ProblemType.NOT_FOUND, "There is no case with this id.");
      }
      return Response.ok(view(connection, parts))
          .header(HttpHeaders.ETAG, parts.tag().toString())
          .build();
    }
  }

  private CaseView view(Connection connection, CaseParts parts) throws SQLException {
    Horizon horizon = parts.horizon();
    Disclosed disclosed = disclosure.ofCase(connection, deskWork(), parts.id(), parts.standing());
    Disclosed.OfCase shown = disclosed.single();
    History history = horizon.of(shown.history());
    var lost = LostParts.of(connection, parts.standing());
    var file = CaseFile.of(history);
    boolean corroborated = isCorroborated(connection, parts, file);
    return new CaseView(
        parts.id(),
        horizon.knownAt(),
        horizon.asOf().orElse(null),
        file.open(),
        Owner.of(history).orElse(null),
        NeedToKnow.of(history),
        Closing.of(history),
        LinkedCase.of(parts),
        file.defenders(),
        file.states(),
        corroborated,
        Information.of(history, corroborated),
        file.status().map(StatusEntry::status).orElse(null),
        file.statuses(),
        Letter.of(history, deadlines, horizon.at()),
        Accountability.of(history),
        history.entries().stream()
            .map(entry -> TimelineEntry.of(entry, shown.everything(), lost))
            .toList(),
        history.unapplied().stream().map(CaseView.Waiting::of).toList(),
        conflicts(connection, parts),
        shown.decision(),
        disclosed.consents());
  }

  private Request deskWork() {
    return Request.ofStaff(
        identity.getPrincipal().getName(), identity.hasRole(Roles.DESK), Purpose.DESK_WORK);
  }

  private List<Conflict> conflicts(Connection connection, CaseParts parts) throws SQLException {
    var conflicts = new TreeSet<Conflict>(Conflict.ORDER);
    for (Recorded other : parts.conflicts()) {
      conflicts.add(Conflict.of(events.withId(connection, other.origin(), other.id().value())));
    }
    return List.copyOf(conflicts);
  }

  /** Whether independent sources tell of one of its acts, in this case or in others. */
  private boolean isCorroborated(Connection connection, CaseParts parts, CaseFile file)
      throws SQLException {
    Joined linked = parts.linked();
    return SameActs.group(
            reports.relatedTo(connection, file.acts(), parts.horizon(), linked), linked)
        .stream()
        .filter(act -> act.stream().anyMatch(file.acts()::contains))
        .anyMatch(SameActs::isCorroborated);
  }
}
