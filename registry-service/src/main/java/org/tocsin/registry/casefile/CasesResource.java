package org.tocsin.registry.casefile;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.sealing.LostParts;
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
  private final CaseTables cases;
  private final SealedParts sealed;
  private final SecurityIdentity identity;

  CasesResource(
      DataSource dataSource,
      EventStore events,
      CaseTables cases,
      SealedParts sealed,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.events = events;
    this.cases = cases;
    this.sealed = sealed;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A case: its timeline, how the person fared, what waits or conflicts")
  public CaseView one(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      List<Recorded> standing = events.standing(connection, id.toString());
      List<Recorded> conflicts = events.conflicting(connection, id.toString());
      if (standing.isEmpty() && conflicts.isEmpty()) {
        throw ProblemException.of(ProblemType.NOT_FOUND, "There is no case with this id.");
      }
      boolean desk = identity.hasRole(Roles.DESK);
      var history =
          History.of(
              desk
                  ? sealed.open(
                      connection, standing, identity.getPrincipal().getName(), "case/" + id)
                  : standing);
      var file = CaseFile.of(history);
      var lost = LostParts.of(connection, standing);
      return new CaseView(
          id,
          file.open(),
          file.defenders(),
          file.states(),
          isCorroborated(connection, file),
          file.status().map(StatusEntry::status).orElse(null),
          file.statuses(),
          history.entries().stream().map(entry -> TimelineEntry.of(entry, desk, lost)).toList(),
          history.unapplied().stream().map(CaseView.Waiting::of).toList(),
          conflicts.stream().sorted().map(CaseView.Conflict::of).toList());
    }
  }

  private boolean isCorroborated(Connection connection, CaseFile file) throws SQLException {
    return SameActs.group(cases.allReportsOf(connection, file.acts())).stream()
        .anyMatch(SameActs::isCorroborated);
  }
}
