package org.tocsin.registry.defender;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;
import org.tocsin.registry.joining.Joinings;

/** Finds defenders with all of their cases, under all ids that the desk has merged. */
@ApplicationScoped
public class Defenders {

  private final EventStore events;
  private final Reports reports;
  private final Joinings joinings;
  private final Disclosure disclosure;

  Defenders(EventStore events, Reports reports, Joinings joinings, Disclosure disclosure) {
    this.events = events;
    this.reports = reports;
    this.joinings = joinings;
    this.disclosure = disclosure;
  }

  /** What a defender's page is made of, all of it; nothing may be known of the defender. */
  public DefenderParts parts(Connection connection, UUID id) throws SQLException {
    return parts(connection, id, Horizon.EVERYTHING);
  }

  /** What a defender's page is made of, as it was known. */
  public DefenderParts parts(Connection connection, UUID id, Horizon horizon) throws SQLException {
    List<Joining> merges = known(joinings.merges(connection, Set.of(id)), horizon);
    var ofCases = new TreeMap<UUID, List<Recorded>>();
    for (UUID caseId : reports.casesOf(connection, Joined.of(merges).with(id), horizon)) {
      ofCases.put(caseId, events.standing(connection, caseId.toString(), horizon.knownAt()));
    }
    List<Joining> links = known(joinings.links(connection, ofCases.keySet()), horizon);
    return new DefenderParts(id, horizon, merges, links, ofCases);
  }

  private static List<Joining> known(List<Joining> decisions, Horizon horizon) {
    return decisions.stream()
        .filter(each -> !each.recordedAt().isAfter(horizon.knownAt()))
        .toList();
  }

  /**
   * The defender from those cases that the reader may see, with what the reader may see.
   *
   * @throws org.tocsin.service.problem.ProblemException with 403 if that is nothing
   */
  DefenderPage open(Connection connection, DefenderParts parts, Request request)
      throws SQLException {
    return DefenderPage.of(
        parts, disclosure.oneFile(connection, request, "defender/" + parts.id(), parts.cases()));
  }
}
