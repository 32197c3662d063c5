package org.tocsin.registry.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import org.tocsin.registry.alerted.AlertedTable;
import org.tocsin.registry.sealing.DestroyedKeys;

/** Gathers what a certificate says, from log and tables. */
@ApplicationScoped
class Certifying {

  private final Progress progress;
  private final DestroyedKeys keys;
  private final Search search;
  private final Readings readings;
  private final Remains remains;
  private final AlertedTable alerted;
  private final ObjectMapper json;
  private final Clock clock = Clock.systemUTC();

  Certifying(
      Progress progress,
      DestroyedKeys keys,
      Search search,
      Readings readings,
      Remains remains,
      AlertedTable alerted,
      ObjectMapper json) {
    this.progress = progress;
    this.keys = keys;
    this.search = search;
    this.readings = readings;
    this.remains = remains;
    this.alerted = alerted;
    this.json = json;
  }

  /**
   * The certificate of an order, as JSON.
   *
   * @param found how the log was searched, with nothing left
   */
  String certificate(Connection connection, ErasureOrder order, Step.Found found)
      throws SQLException {
    Search.Events events = search.events(connection, order);
    DestroyedKeys.Count count = keys.count(connection, order.owners());
    Progress.Noted noted = progress.noted(connection, order);
    var about = new HashSet<String>();
    order.defenders().forEach(owner -> about.add("defender/" + owner));
    events.subjects().forEach(subject -> about.add("case/" + subject));
    var certificate =
        new Certificate(
            order.id(),
            order.covered(),
            order.ground(),
            order.orderedBy(),
            order.orderedAt(),
            clock.instant(),
            count.destroyed(),
            count.epochs(),
            events.sealed(),
            events.subjects(),
            noted.derivedRows(),
            found.extents(),
            readings.of(about),
            events.origins(),
            order.cases(),
            remains.of(connection, events.subjects(), order.covered()),
            alerted.ofCases(connection, events.subjects()));
    try {
      return json.writeValueAsString(certificate);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a certificate is ids and counts", e);
    }
  }
}
