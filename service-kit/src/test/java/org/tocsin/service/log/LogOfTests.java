package org.tocsin.service.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.postgresql.ds.PGSimpleDataSource;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.cluster.postgres.Database;

/** A topic of its own, a reader that notes what it saw in a table, and what was noted. */
final class LogOfTests implements AutoCloseable {

  static final Decoder<String> TEXT =
      found -> {
        var text = new String(found.value(), StandardCharsets.UTF_8);
        if (text.startsWith("poison")) {
          throw new UndecodableException("bad-text");
        }
        return text;
      };

  final KafkaSettings kafka;
  final TopicSpec topic;
  final DataSource database;
  final LogWriter writer;
  final DeadLetters deadLetters;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Follower> started = new ArrayList<>();

  LogOfTests(String bootstrapServers, Database database, int partitions) {
    this(bootstrapServers, database, partitions, Map.of());
  }

  LogOfTests(String bootstrapServers, Database database, int partitions, Map<String, String> more) {
    this.kafka = settings(bootstrapServers, more);
    this.topic = TopicSpec.forEver("test-" + UUID.randomUUID(), partitions);
    this.database = dataSource(database);
    this.writer = new LogWriter(kafka);
    this.deadLetters = new DeadLetters("tests", writer, kafka);
  }

  private static KafkaSettings settings(String bootstrapServers, Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("kafka.bootstrap.servers", bootstrapServers);
    return KafkaSettings.from(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(all, "tests", 100))
            .build());
  }

  static LogOfTests shared(int partitions) {
    var log = new LogOfTests(Infrastructure.kafka(), Infrastructure.database("kit"), partitions);
    log.makeTables();
    Topics.ensure(log.kafka, log.topic);
    return log;
  }

  static ConditionFactory within(int seconds) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(50));
  }

  void makeTables() {
    execute(
        """
        CREATE TABLE IF NOT EXISTS log_position (
          reader text NOT NULL, topic text NOT NULL, partition int NOT NULL,
          next_offset bigint NOT NULL, updated_at timestamptz NOT NULL,
          PRIMARY KEY (reader, topic, partition));
        CREATE TABLE IF NOT EXISTS seen (
          id bigserial PRIMARY KEY, topic text, partition int, position bigint, text text)
        """);
  }

  void write(String... texts) {
    for (var text : texts) {
      append(0, text);
    }
  }

  CompletableFuture<?> append(int partition, String text) {
    var appended =
        writer.append(
            new ProducerRecord<>(
                topic.name(), partition, "key", text.getBytes(StandardCharsets.UTF_8)));
    appended.join();
    return appended;
  }

  PartitionedReader<String> reader(String name) {
    return reader(name, LogOfTests::note);
  }

  PartitionedReader<String> reader(String name, BatchHandler<String> handler) {
    var reader =
        new PartitionedReader<>(
            name + topic.name(),
            topic,
            kafka,
            database,
            TEXT,
            handler,
            deadLetters,
            meters,
            InstantSource.system());
    started.add(reader);
    return reader;
  }

  static void note(Connection connection, List<Logged<String>> batch) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO seen (topic, partition, position, text) VALUES (?, ?, ?, ?)")) {
      for (var one : batch) {
        insert.setString(1, one.topic());
        insert.setInt(2, one.partition());
        insert.setLong(3, one.offset());
        insert.setString(4, one.value());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What took effect in a partition, in the order in which it did. */
  List<String> seen(int partition) {
    try (var connection = database.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT text FROM seen WHERE topic = ? AND partition = ? ORDER BY id")) {
      query.setString(1, topic.name());
      query.setInt(2, partition);
      var texts = new ArrayList<String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  List<String> seen() {
    return seen(0);
  }

  void execute(String sql) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** The dead letters about this topic, by key. */
  Map<String, String> letters() {
    Topics.ensure(kafka, Topics.DEAD_LETTERS);
    var letters = new HashMap<String, String>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      var end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> one : consumer.poll(Duration.ofMillis(200))) {
          if (one.key().startsWith(topic.name())) {
            letters.put(one.key(), new String(one.value(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return letters;
  }

  private static DataSource dataSource(Database database) {
    var source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.username());
    source.setPassword(database.password());
    source.setConnectTimeout(2);
    return source;
  }

  @Override
  public void close() {
    started.forEach(Follower::stop);
    writer.close();
  }
}
