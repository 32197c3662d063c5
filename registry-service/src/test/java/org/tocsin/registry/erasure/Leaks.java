package org.tocsin.registry.erasure;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.service.log.EventDecoder;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.KeyRecordDecoder;
import org.tocsin.service.log.TopicSpec;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.UndecodableException;
import org.tocsin.service.log.WholeTopic;
import org.tocsin.service.log.WrappedKey;

/**
 * Where a word can still be read: in the bytes of every topic, in every row of every table as text,
 * and in every sealed part that opens with any key that is in the topic or in the table.
 */
record Leaks(KeyEncryption encryption, String word) {

  /** Topics and tables in which the word is found. */
  Set<String> in(Connection connection, String schema) throws Exception {
    var places = new TreeSet<String>();
    List<DataKey> keys = keys(connection, schema);
    for (String topic : topics()) {
      WholeTopic.read(
          KafkaSettings.of(Infrastructure.kafka()),
          new TopicSpec(topic, 1, java.util.Map.of()),
          found -> {
            if (isIn(found)
                || (topic.equals(Topics.REPRISAL_EVENTS.name()) && opens(found, keys))) {
              places.add("topic " + topic);
            }
          });
    }
    for (String table : tables(connection, schema)) {
      try (var query =
              connection.prepareStatement("SELECT t::text FROM " + schema + "." + table + " t");
          var row = query.executeQuery()) {
        while (row.next()) {
          if (row.getString(1).contains(word)) {
            places.add("table " + table);
          }
        }
      }
    }
    return places;
  }

  private boolean isIn(ConsumerRecord<String, byte[]> found) {
    boolean headers =
        java.util.Arrays.stream(found.headers().toArray()).anyMatch(header -> isIn(header.value()));
    return headers || (found.key() != null && found.key().contains(word)) || isIn(found.value());
  }

  private boolean isIn(byte[] bytes) {
    return bytes != null && new String(bytes, StandardCharsets.UTF_8).contains(word);
  }

  private boolean opens(ConsumerRecord<String, byte[]> found, List<DataKey> keys) {
    try {
      Event event = new EventDecoder().decode(found);
      return keys.stream()
          .flatMap(key -> Sealing.open(event, key).stream())
          .anyMatch(
              opened ->
                  opened.sealed() instanceof SealedPart.Open open
                      && open.fields().toString().contains(word));
    } catch (UndecodableException noEvent) {
      return false;
    }
  }

  private List<DataKey> keys(Connection connection, String schema) throws SQLException {
    var keys = new ArrayList<DataKey>();
    WholeTopic.read(
        KafkaSettings.of(Infrastructure.kafka()),
        Topics.SEALING_KEYS,
        found -> {
          try {
            if (new KeyRecordDecoder().decode(found) instanceof WrappedKey key) {
              key.wrapped()
                  .flatMap(wrapped -> encryption.unwrap(key.name(), wrapped))
                  .ifPresent(keys::add);
            }
          } catch (UndecodableException noKey) {
            // What is no key opens nothing.
          }
        });
    try (var query =
            connection.prepareStatement(
                "SELECT owner, key_id, wrapped FROM " + schema + ".sealing_key");
        var row = query.executeQuery()) {
      while (row.next()) {
        encryption
            .unwrap(new KeyName(row.getString(1), row.getString(2)), row.getBytes(3))
            .ifPresent(keys::add);
      }
    }
    return keys;
  }

  private static Set<String> topics() throws Exception {
    try (var admin = Admin.create(java.util.Map.of("bootstrap.servers", Infrastructure.kafka()))) {
      return admin.listTopics().names().get();
    }
  }

  private static List<String> tables(Connection connection, String schema) throws SQLException {
    var tables = new ArrayList<String>();
    try (var query =
        connection.prepareStatement("SELECT tablename FROM pg_tables WHERE schemaname = ?")) {
      query.setString(1, schema);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
    }
    return tables;
  }
}
