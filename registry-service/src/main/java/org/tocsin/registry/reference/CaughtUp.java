package org.tocsin.registry.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogEnds;
import org.tocsin.service.log.Topics;

/** Whether this registry's database has all that stood in the record when it was first asked. */
@ApplicationScoped
class CaughtUp {

  private final KafkaSettings kafka;
  private Map<Integer, Long> ends;

  CaughtUp(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Throws BrokerException while the brokers do not say where the record ends. */
  synchronized boolean has(Connection connection) throws SQLException {
    if (ends == null) {
      Topics.ensure(kafka, Topics.REPRISAL_EVENTS);
      try (var log =
          new LogEnds(kafka, Topics.REPRISAL_EVENTS, Duration.ZERO, InstantSource.system())) {
        ends = log.now().next();
      }
    }
    Map<Integer, Long> read = read(connection);
    return ends.entrySet().stream()
        .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private static Map<Integer, Long> read(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT partition, next_offset FROM log_position WHERE topic = ?")) {
      query.setString(1, Topics.REPRISAL_EVENTS.name());
      var read = new HashMap<Integer, Long>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          read.put(row.getInt(1), row.getLong(2));
        }
      }
      return read;
    }
  }
}
