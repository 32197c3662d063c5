package org.tocsin.service.log;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows a topic so that every record takes effect once, whatever is killed when: effect and
 * position are one database transaction, and a reader that has lost a partition to another cannot
 * write.
 *
 * <p>Readers of one name share the partitions. Outages of broker and database are waited out. A
 * record that cannot be read or handled goes to {@code dead-letters}, and its partition goes on.
 */
public final class PartitionedReader<T> implements Follower {

  private final String name;
  private final Map<String, Object> consumer;
  private final TopicSpec topic;
  private final KafkaSettings kafka;
  private final InstantSource clock;
  private final Places places = new Places();
  private final Outages outages;
  private final FollowerThread thread;
  private final ReadingTurn<T> turn;

  /**
   * A reader that does nothing until it is started.
   *
   * @param name names the position in the database and the group at the broker; never change it, or
   *     everything is read again
   * @param topic made if it is not there
   * @param dataSource of the service's own database, with the table of {@link LogPositions}
   * @param decoder makes sense of the bytes
   * @param handler writes the effect
   * @param deadLetters takes what is poison
   * @param clock tells when to try again
   */
  public PartitionedReader(
      String name,
      TopicSpec topic,
      KafkaSettings kafka,
      DataSource dataSource,
      Decoder<T> decoder,
      BatchHandler<T> handler,
      DeadLetters deadLetters,
      MeterRegistry meters,
      InstantSource clock) {
    this(
        name,
        Optional.empty(),
        topic,
        kafka,
        dataSource,
        decoder,
        handler,
        deadLetters,
        meters,
        clock);
  }

  /** The same without a group, for those who read a log from its beginning into other tables. */
  PartitionedReader(
      String name,
      Optional<Share> share,
      TopicSpec topic,
      KafkaSettings kafka,
      DataSource dataSource,
      Decoder<T> decoder,
      BatchHandler<T> handler,
      DeadLetters deadLetters,
      MeterRegistry meters,
      InstantSource clock) {
    this.name = name;
    var group = share.isEmpty() ? group(name) : group("building." + name);
    this.consumer = share.isEmpty() ? kafka.consumer(group) : kafka.consumerOfAll();
    this.topic = topic;
    this.kafka = kafka;
    this.clock = clock;
    this.outages = new Outages(name, clock);
    this.thread = new FollowerThread(name, outages, clock);
    var positions = new LogPositions(name, topic.name());
    var transaction = new FencedTransaction<>(dataSource, positions, handler, clock);
    var metrics = new ReaderMetrics(meters, group, topic.name());
    var effect =
        new BatchEffect<>(name, topic.name(), transaction, deadLetters, metrics, thread::stopping);
    this.turn =
        new ReadingTurn<>(
            name, topic.name(), share, decoder, effect, thread, places, outages, metrics);
  }

  /** The group at the broker of the readers of this name. */
  static String group(String name) {
    return "tocsin." + name;
  }

  @Override
  public void start() {
    thread.start(this::follow);
  }

  @Override
  public void stop() {
    thread.stop();
  }

  /** The next offset of each partition that this reader reads now. */
  public Map<Integer, Long> position() {
    return places.positions();
  }

  /**
   * When the last record handled in each partition was recorded; without those where none was since
   * the start.
   */
  public Map<Integer, Instant> watermarks() {
    return places.watermarks();
  }

  @Override
  public FollowerState state() {
    return new FollowerState(
        name,
        thread.isStarted(),
        thread.isAlive(),
        thread.polledAt(),
        turn.isAssigned(),
        outages.brokerMissingSince(),
        outages.databaseMissingSince(),
        turn.halted());
  }

  private void follow() {
    Topics.ensure(kafka, topic);
    var reading =
        new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      thread.with(reading, this::follow);
    } finally {
      places.clear();
    }
  }

  private void follow(KafkaConsumer<String, byte[]> reading) {
    turn.begin(reading);
    while (!thread.stopping()) {
      turn.take(reading, clock);
    }
  }
}
