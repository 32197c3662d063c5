package org.tocsin.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks where words are that should be nowhere: in plain text, in UTF-16, in base64 and in hex, in
 * texts, files, all topics (keys, headers, values) and all tables of all databases.
 */
final class Leaks {

  /** A piece of a file keeps so much of the one before, as a word may lie across both. */
  private static final int OVERLAP = 128;

  private final List<String> patterns = new ArrayList<>();

  /**
   * Looks for these.
   *
   * @param words of eight letters or more
   */
  Leaks(String... words) {
    for (String word : words) {
      for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
        patterns.add(text(word.getBytes(charset)));
      }
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      patterns.add(HexFormat.of().formatHex(bytes));
      for (int shift = 0; shift < 3; shift++) {
        String shifted = "x".repeat(shift) + word;
        patterns.add(
            Base64.getEncoder()
                .encodeToString(shifted.getBytes(StandardCharsets.UTF_8))
                .substring(4, 10));
      }
    }
  }

  boolean in(String text) {
    return patterns.stream().anyMatch(text::contains);
  }

  boolean in(byte[] bytes) {
    return bytes != null && in(text(bytes));
  }

  /** Those of the files that have one of the words. */
  List<Path> files(Iterable<Path> files) throws IOException {
    var found = new ArrayList<Path>();
    for (Path file : files) {
      if (Files.exists(file) && isIn(file)) {
        found.add(file);
      }
    }
    return found;
  }

  private boolean isIn(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer piece = ByteBuffer.allocate(1 << 20);
      while (channel.read(piece) > 0) {
        String text = new String(piece.array(), 0, piece.position(), StandardCharsets.ISO_8859_1);
        if (in(text)) {
          return true;
        }
        int end = piece.position();
        piece.limit(end).position(end - Math.min(OVERLAP, end));
        piece.compact();
      }
      return false;
    }
  }

  /** The topics in whose records one of the words is. */
  Set<String> topics(String brokers) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      consumer
          .listTopics()
          .values()
          .forEach(
              topic ->
                  topic.forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition()))));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var found = new TreeSet<String>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var one : consumer.poll(Duration.ofMillis(200))) {
          if (isIn(one)) {
            found.add(one.topic());
          }
        }
      }
      return found;
    }
  }

  private boolean isIn(ConsumerRecord<byte[], byte[]> one) {
    if (in(one.key()) || in(one.value())) {
      return true;
    }
    for (var header : one.headers()) {
      if (in(header.key()) || in(header.value())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The tables in whose rows one of the words is, with their database.
   *
   * @param server host and port
   * @param password of the server's first user
   */
  Set<String> tables(String server, String password) throws SQLException {
    var found = new TreeSet<String>();
    for (String database :
        column(
            server, "postgres", password, "SELECT datname FROM pg_database WHERE datallowconn")) {
      for (String table : column(server, database, password, TABLES)) {
        if (column(server, database, password, "SELECT t::text FROM " + table + " t").stream()
            .anyMatch(row -> row != null && in(row))) {
          found.add(database + " " + table);
        }
      }
    }
    return found;
  }

  private static final String TABLES =
      """
      SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
      """;

  private static List<String> column(String server, String database, String password, String sql)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + server + "/" + database, "postgres", password);
        var rows = connection.createStatement().executeQuery(sql)) {
      var column = new ArrayList<String>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    }
  }

  /** Byte for byte. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
