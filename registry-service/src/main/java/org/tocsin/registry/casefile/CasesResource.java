package org.tocsin.registry.casefile;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.act.Together;
import org.tocsin.registry.figure.Brought;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.registry.sealing.SealedParts;
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
  private final Reports reports;
  private final Brought brought;
  private final Horizons horizons;
  private final SealedParts sealed;
  private final SecurityIdentity identity;

  CasesResource(
      DataSource dataSource,
      EventStore events,
      Reports reports,
      Brought brought,
      Horizons horizons,
      SealedParts sealed,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.events = events;
    this.reports = reports;
    this.brought = brought;
    this.horizons = horizons;
    this.sealed = sealed;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A case: its timeline, how the person fared, what waits or conflicts")
  public CaseView one(
      @PathParam("id") UUID id,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Horizon horizon = horizons.of(connection, asOf, knownAt);
      List<Recorded> standing = events.standing(connection, id.toString(), horizon.knownAt());
      List<Recorded> conflicts = events.conflicting(connection, id.toString(), horizon.knownAt());
      if (standing.isEmpty() && conflicts.isEmpty()) {
        throw ProblemException.of(ProblemType.NOT_FOUND, "There is no case with this id.");
      }
      boolean desk = identity.hasRole(Roles.DESK);
      History all =
          History.of(
              desk
                  ? sealed.open(
                      connection, standing, identity.getPrincipal().getName(), "case/" + id)
                  : standing);
      History history = horizon.of(all);
      var file = CaseFile.of(history);
      return new CaseView(
          id,
          horizon.knownAt(),
          horizon.asOf().orElse(null),
          file.open(),
          file.defenders(),
          file.states(),
          isCorroborated(connection, file, horizon),
          file.status().map(StatusEntry::status).orElse(null),
          file.statuses(),
          history.entries().stream().map(entry -> TimelineEntry.of(entry, desk)).toList(),
          history.unapplied().stream().map(CaseView.Waiting::of).toList(),
          conflicts.stream().sorted().map(CaseView.Conflict::of).toList());
    }
  }

  private boolean isCorroborated(Connection connection, CaseFile file, Horizon horizon)
      throws SQLException {
    Together linked = brought.cases(connection, horizon);
    return SameActs.group(reports.relatedTo(connection, file.acts(), horizon, linked), linked)
        .stream()
        .filter(act -> act.stream().anyMatch(file.acts()::contains))
        .anyMatch(SameActs::isCorroborated);
  }
}
