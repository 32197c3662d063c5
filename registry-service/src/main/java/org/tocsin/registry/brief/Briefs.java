package org.tocsin.registry.brief;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.events.identity.Organisation;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Finds the brief of a case for whoever passes the gate. */
@ApplicationScoped
class Briefs {

  private final DataSource dataSource;
  private final EventStore events;
  private final Disclosure disclosure;

  Briefs(DataSource dataSource, EventStore events, Disclosure disclosure) {
    this.dataSource = dataSource;
    this.events = events;
    this.disclosure = disclosure;
  }

  /**
   * The brief of a case.
   *
   * @param including an event without which there is nothing to tell yet, as {@code ORIGIN ID}
   */
  Brief of(UUID id, Request request, boolean narrative, Optional<String> including)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      List<Recorded> standing = events.standing(connection, id.toString());
      boolean known =
          including.isEmpty()
              || standing.stream()
                  .anyMatch(one -> including.get().equals(one.origin() + " " + one.id().value()));
      if (standing.isEmpty() || !known) {
        throw ProblemException.of(
            ProblemType.NOT_FOUND,
            "There is no case with this id, or the event that it has to tell of is not known yet.");
      }
      return Brief.of(disclosure.ofCase(connection, request, id, standing).single(), narrative);
    }
  }

  static Organisation organisation(String id) {
    try {
      return new Organisation(id);
    } catch (IllegalArgumentException none) {
      throw invalid("partner", "This is no organisation's id.", "Give the id of a partner.");
    }
  }

  static ProblemException invalid(String parameter, String detail, String fix) {
    return ProblemException.of(
        ProblemType.INVALID_REQUEST,
        "A parameter is not as it has to be.",
        List.of(Fault.inParameter(parameter, "parameter", detail, fix)));
  }
}
