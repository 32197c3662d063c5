package org.tocsin.registry.defender;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;
import org.tocsin.registry.joining.Joinings;
import org.tocsin.registry.sealing.SealedParts;

/** Finds defenders with all of their cases, under all ids that the desk has merged. */
@ApplicationScoped
public class Defenders {

  private final EventStore events;
  private final Reports reports;
  private final Joinings joinings;
  private final SealedParts sealed;

  Defenders(EventStore events, Reports reports, Joinings joinings, SealedParts sealed) {
    this.events = events;
    this.reports = reports;
    this.joinings = joinings;
    this.sealed = sealed;
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

  /** The defender with names, for a reader who may see them; the reading is audited. */
  Defender open(Connection connection, DefenderParts parts, String reader) throws SQLException {
    var opened = new TreeMap<UUID, List<Recorded>>();
    for (Map.Entry<UUID, List<Recorded>> each : parts.cases().entrySet()) {
      opened.put(
          each.getKey(),
          sealed.open(connection, each.getValue(), reader, "defender/" + parts.id()));
    }
    return closed(
        new DefenderParts(parts.id(), parts.horizon(), parts.merges(), parts.links(), opened));
  }

  /** The defender as these parts have it. */
  static Defender closed(DefenderParts parts) {
    return Defender.of(
        parts.id(),
        parts.cases().entrySet().stream()
            .map(
                each ->
                    new Defender.OfCase(
                        each.getKey(), parts.horizon().of(History.of(each.getValue()))))
            .toList(),
        parts.merged(),
        Joined.of(parts.links()),
        parts.horizon());
  }
}
