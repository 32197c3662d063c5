package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.registry.alerted.AlertedTable;
import org.tocsin.registry.sealing.KeyTable;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.KeyRecordDecoder;
import org.tocsin.service.log.TopicSpec;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.UndecodableException;
import org.tocsin.service.log.WholeTopic;
import org.tocsin.service.log.WrappedKey;

/** Looks for what an erasure has to leave nowhere, in the log and in the tables. */
@ApplicationScoped
class Search {

  private final KafkaSettings kafka;
  private final KeyRecordDecoder decoder = new KeyRecordDecoder();

  Search(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /**
   * A defender's events, and those of the cases whose own keys go with the defender's.
   *
   * @param sealed how many have a sealed part
   * @param plain how many an early version wrote with that part in plain text
   * @param subjects the cases in which they stand
   * @param origins who reported them
   */
  record Events(int sealed, int plain, List<String> subjects, List<String> origins) {}

  /**
   * Reads all of {@code sealing-keys}, and sees whether the tables have all of it, and all that
   * became of alerts: who was alerted stands in the certificate.
   */
  Step.Found look(Connection connection, ErasureOrder order) throws SQLException {
    var owners = new HashSet<>(order.owners());
    var left = new int[1];
    List<WholeTopic.Extent> extents =
        WholeTopic.read(
            kafka, Topics.SEALING_KEYS, record -> left[0] += isKeyOf(owners, record) ? 1 : 0);
    return new Step.Found(
        left[0],
        events(connection, order).plain(),
        extents,
        followed(connection, extents)
            && followed(
                connection,
                AlertedTable.READER,
                Topics.ALERT_EVENTS,
                WholeTopic.extents(kafka, Topics.ALERT_EVENTS)));
  }

  Events events(Connection connection, ErasureOrder order) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT count(*) FILTER (WHERE data -> 'sealed' ->> 'alg' <> 'none'),
              count(*) FILTER (WHERE data -> 'sealed' ->> 'alg' = 'none'),
              coalesce(array_agg(DISTINCT subject), '{}'),
              coalesce(array_agg(DISTINCT origin) FILTER (WHERE origin <> '/desk'), '{}')
            FROM event WHERE data ->> 'defenderId' = ANY (?) OR subject = ANY (?) AND data ->> 'defenderId' IS NULL
            """)) {
      query.setArray(1, connection.createArrayOf("text", order.defenders().toArray()));
      query.setArray(2, connection.createArrayOf("text", order.ofCases().toArray()));
      try (var row = query.executeQuery()) {
        row.next();
        return new Events(
            row.getInt(1),
            row.getInt(2),
            List.of((String[]) row.getArray(3).getArray()),
            List.of((String[]) row.getArray(4).getArray()));
      }
    }
  }

  /** A value of which nobody knows what it is counts as a key: better no certificate. */
  private boolean isKeyOf(Set<String> owners, ConsumerRecord<String, byte[]> found) {
    if (found.key() == null || found.value() == null) {
      return false;
    }
    int end = found.key().lastIndexOf('/');
    if (end < 0 || !owners.contains(found.key().substring(0, end))) {
      return false;
    }
    try {
      return decoder.decode(found) instanceof WrappedKey;
    } catch (UndecodableException unknown) {
      return true;
    }
  }

  /** Whether the tables have all of what stands in {@code sealing-keys}. */
  boolean followed(Connection connection, List<WholeTopic.Extent> extents) throws SQLException {
    return followed(connection, KeyTable.READER, Topics.SEALING_KEYS, extents);
  }

  private static boolean followed(
      Connection connection, String reader, TopicSpec topic, List<WholeTopic.Extent> extents)
      throws SQLException {
    var next = new HashMap<Integer, Long>();
    try (var query =
        connection.prepareStatement(
            "SELECT partition, next_offset FROM log_position WHERE reader = ? AND topic = ?")) {
      query.setString(1, reader);
      query.setString(2, topic.name());
      try (var row = query.executeQuery()) {
        while (row.next()) {
          next.put(row.getInt(1), row.getLong(2));
        }
      }
    }
    return extents.stream().allMatch(read -> next.getOrDefault(read.partition(), 0L) >= read.to());
  }
}
