package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.flywaydb.core.Flyway;
import org.tocsin.registry.Events;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.sealing.KeyTable;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.Decoder;
import org.tocsin.service.log.EventDecoder;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.KeyRecordDecoder;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.TopicSpec;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.UndecodableException;
import org.tocsin.service.log.WholeTopic;

/** The registry's tables beside the live ones, emptied and computed again from offset 0. */
@ApplicationScoped
public class Rebuilt {

  static final String SCHEMA = "rebuilt";

  private final DataSource dataSource;
  private final Projection projection;
  private final KeyTable keys;
  private final KafkaSettings kafka;

  Rebuilt(DataSource dataSource, Projection projection, KeyTable keys, KafkaSettings kafka) {
    this.dataSource = dataSource;
    this.projection = projection;
    this.keys = keys;
    this.kafka = kafka;
  }

  void everything() throws Exception {
    Flyway flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .schemas(SCHEMA)
            .locations("db/migration")
            .cleanDisabled(false)
            .load();
    flyway.clean();
    flyway.migrate();
    try (Connection connection = dataSource.getConnection()) {
      connection.setSchema(SCHEMA);
      connection.setAutoCommit(false);
      try {
        read(connection, Topics.REPRISAL_EVENTS, new EventDecoder(), projection);
        read(connection, Topics.SEALING_KEYS, new KeyRecordDecoder(), keys);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setSchema("live");
      }
    }
  }

  private <T> void read(
      Connection connection, TopicSpec topic, Decoder<T> decoder, BatchHandler<T> handler)
      throws Exception {
    var records = new ArrayList<Logged<T>>();
    WholeTopic.read(kafka, topic, found -> decode(decoder, found, records));
    handler.handle(connection, records);
  }

  private static <T> void decode(
      Decoder<T> decoder, ConsumerRecord<String, byte[]> found, List<Logged<T>> records) {
    try {
      records.add(
          new Logged<>(
              decoder.decode(found),
              found.topic(),
              found.partition(),
              found.offset(),
              Instant.ofEpochMilli(found.timestamp())));
    } catch (UndecodableException poison) {
      // As in the live tables: a dead letter, and no row.
    }
  }

  /** The rows of a table that are about this case or defender, as text, in order. */
  static List<String> rows(Connection connection, String schema, String table, Events events)
      throws SQLException {
    var rows = new TreeSet<String>();
    try (var query =
            connection.prepareStatement("SELECT t::text FROM " + schema + "." + table + " t");
        var row = query.executeQuery()) {
      while (row.next()) {
        String text = row.getString(1);
        if (text.contains(events.caseId().toString())
            || text.contains(events.defender().toString())) {
          rows.add(text);
        }
      }
    }
    return List.copyOf(rows);
  }
}
