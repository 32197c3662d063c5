package org.tocsin.service.log;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One turn of a reader's loop: place what was assigned or set aside, poll, handle, look around. All
 * on the reader's thread.
 *
 * <p>A partition in trouble is paused and set aside while the loop goes on polling, so that the
 * group keeps its member and the other partitions their reader.
 */
final class ReadingTurn<T> {

  private static final Logger LOG = Logger.getLogger(ReadingTurn.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * From one transaction to the next: what is fetched meanwhile goes together. Without it a steady
   * trickle costs a transaction for every few records, and a core at a thousand a second. Who comes
   * after silence does not wait for it.
   */
  static final Duration PACE = Duration.ofMillis(25);

  private static final Duration BROKER_ANSWERS = Duration.ofSeconds(2);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

  private final String reader;
  private final String topic;
  private final Optional<Share> share;
  private final Decoder<T> decoder;
  private final BatchEffect<T> effect;
  private final FollowerThread thread;
  private final Places places;
  private final Outages outages;
  private final ReaderMetrics metrics;
  private final Set<Integer> mismatched = ConcurrentHashMap.newKeySet();
  private Instant lookedAround = Instant.MIN;
  private volatile boolean assigned;

  ReadingTurn(
      String reader,
      String topic,
      Optional<Share> share,
      Decoder<T> decoder,
      BatchEffect<T> effect,
      FollowerThread thread,
      Places places,
      Outages outages,
      ReaderMetrics metrics) {
    this.reader = reader;
    this.topic = topic;
    this.share = share;
    this.decoder = decoder;
    this.effect = effect;
    this.thread = thread;
    this.places = places;
    this.outages = outages;
    this.metrics = metrics;
  }

  /** Whether the group has told this reader what to read, be it nothing. */
  boolean isAssigned() {
    return assigned;
  }

  void begin(Consumer<String, byte[]> consumer) {
    var assignments = new Assignments(consumer);
    if (share.isEmpty()) {
      consumer.subscribe(List.of(topic), assignments);
      return;
    }
    var all = consumer.partitionsFor(topic).stream().map(each -> partition(each.partition()));
    var own = share.get().of(all.toList());
    consumer.assign(own);
    assignments.onPartitionsAssigned(own);
  }

  void take(Consumer<String, byte[]> consumer, InstantSource clock) {
    if (share.isPresent() && consumer.assignment().isEmpty()) {
      // More readers than partitions: nothing to do until the others have done it.
      LockSupport.parkNanos(POLL.toNanos());
      return;
    }
    place(consumer, clock);
    try {
      var found = consumer.poll(POLL);
      var begin = System.nanoTime();
      thread.polled();
      var batches = new LinkedHashMap<TopicPartition, PartitionBatch<T>>();
      for (var partition : found.partitions()) {
        batches.put(partition, PartitionBatch.decode(reader, found.records(partition), decoder));
      }
      passOver(batches);
      if (batches.size() < 2 || !handleTogether(batches)) {
        handleEach(consumer, batches, clock);
      }
      if (!batches.isEmpty()) {
        LockSupport.parkNanos(begin + PACE.toNanos() - System.nanoTime());
      }
    } catch (OffsetOutOfRangeException gone) {
      gone.partitions().forEach(partition -> aside(consumer, partition, clock));
    }
    lookAround(consumer, clock);
  }

  /**
   * Takes the positions of what is due from the database, checks them against the log, and reads on
   * from there.
   */
  private void place(Consumer<String, byte[]> consumer, InstantSource clock) {
    var due = places.due(clock.instant());
    if (due.isEmpty()) {
      return;
    }
    var partitions = due.stream().map(this::partition).toList();
    try (var connection = effect.transaction().connect()) {
      var first = consumer.beginningOffsets(partitions, BROKER_ANSWERS);
      var end = consumer.endOffsets(partitions, BROKER_ANSWERS);
      for (var partition : partitions) {
        var next = effect.transaction().positions().next(connection, partition.partition());
        if (next < first.get(partition) || next > end.get(partition)) {
          halt(partition, next, first.get(partition), end.get(partition));
          aside(consumer, partition, clock);
        } else {
          consumer.seek(partition, next);
          consumer.resume(List.of(partition));
          places.placed(partition.partition(), next);
          mismatched.remove(partition.partition());
        }
      }
      outages.databaseAnswered();
      outages.brokerAnswered();
    } catch (SQLException failed) {
      outages.database(failed);
      partitions.forEach(partition -> aside(consumer, partition, clock));
    } catch (TimeoutException failed) {
      outages.broker(failed);
      partitions.forEach(partition -> aside(consumer, partition, clock));
    }
  }

  private void halt(TopicPartition partition, long next, long first, long end) {
    if (mismatched.add(partition.partition())) {
      LOG.errorf(
          "%s: the log and this database do not belong together: partition %s has offsets %d to %d,"
              + " and %d is to be read next. Bring back the log, or clear the tables of this service"
              + " to compute them again.",
          reader, partition, first, end, next);
    }
  }

  /** A code for what needs a person. */
  Optional<String> halted() {
    return mismatched.isEmpty() ? Optional.empty() : Optional.of("log-does-not-match");
  }

  /** What has no effect needs no transaction, as long as the rest is not far behind. */
  private void passOver(Map<TopicPartition, PartitionBatch<T>> batches) {
    batches
        .entrySet()
        .removeIf(
            one -> {
              PartitionBatch<T> batch = one.getValue();
              boolean over = batch.poison().isEmpty() && !effect.concerns(batch.sound());
              if (over) {
                places.passedOver(one.getKey().partition(), batch.next(), batch.recordedAt());
              }
              return over;
            });
  }

  /** Now and then, so that little is passed over again after a restart. */
  private void storePassedOver(Consumer<String, byte[]> consumer, InstantSource clock) {
    for (int partition : places.ahead()) {
      var place = places.of(partition);
      handle(
          consumer,
          partition(partition),
          new PartitionBatch<>(List.of(), List.of(), place.next(), place.recordedAt()),
          clock);
    }
  }

  /** False if nothing has happened: then each partition is tried on its own, and says why. */
  private boolean handleTogether(Map<TopicPartition, PartitionBatch<T>> batches) {
    if (batches.values().stream().anyMatch(batch -> !batch.poison().isEmpty())) {
      return false;
    }
    var steps = new ArrayList<FencedTransaction.Step<T>>();
    batches.forEach(
        (partition, batch) ->
            steps.add(
                new FencedTransaction.Step<>(
                    partition.partition(),
                    places.of(partition.partition()).stored(),
                    batch.next(),
                    batch.sound())));
    try {
      effect.takeTogether(steps);
    } catch (Exception oneOfThem) {
      return false;
    }
    batches.forEach(
        (partition, batch) ->
            places.handled(partition.partition(), batch.next(), batch.recordedAt()));
    outages.databaseAnswered();
    return true;
  }

  private void handleEach(
      Consumer<String, byte[]> consumer,
      Map<TopicPartition, PartitionBatch<T>> batches,
      InstantSource clock) {
    var inOutage = false;
    for (var one : batches.entrySet()) {
      if (thread.stopping()) {
        return;
      }
      if (inOutage) {
        aside(consumer, one.getKey(), clock);
      } else {
        inOutage = !handle(consumer, one.getKey(), one.getValue(), clock);
      }
    }
  }

  /** False if there is an outage, so that it is no use to try the next partition. */
  private boolean handle(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      PartitionBatch<T> batch,
      InstantSource clock) {
    var place = places.of(partition.partition());
    try {
      effect.take(partition.partition(), place.stored(), batch);
      places.handled(partition.partition(), batch.next(), batch.recordedAt());
      outages.databaseAnswered();
      return true;
    } catch (Exception failed) {
      aside(consumer, partition, clock);
      return goesOnAfter(failed);
    }
  }

  private boolean goesOnAfter(Exception failed) {
    switch (Trouble.of(failed)) {
      case LOST -> {
        LOG.infof("%s: another reader has taken over a partition of %s", reader, topic);
        return true;
      }
      case BROKER -> outages.broker(failed);
      case DATABASE, RECORD -> outages.database(failed);
    }
    return false;
  }

  private void aside(
      Consumer<String, byte[]> consumer, TopicPartition partition, InstantSource clock) {
    places.aside(partition.partition(), clock.instant());
    metrics.setAside();
    consumer.pause(List.of(partition));
  }

  /** Asks broker and database now and then, so that an outage shows also when nothing comes in. */
  private void lookAround(Consumer<String, byte[]> consumer, InstantSource clock) {
    if (lookedAround.plus(LOOK_AROUND).isAfter(clock.instant())) {
      return;
    }
    lookedAround = clock.instant();
    storePassedOver(consumer, clock);
    try {
      var ends = consumer.endOffsets(consumer.assignment(), BROKER_ANSWERS);
      if (ends.isEmpty()) {
        consumer.partitionsFor(topic, BROKER_ANSWERS);
      }
      outages.brokerAnswered();
      ends.forEach(
          (partition, end) -> {
            var place = places.of(partition.partition());
            if (place != null && place.reading()) {
              metrics.lag(partition.partition(), Math.max(0, end - place.next()));
            }
          });
    } catch (TimeoutException silent) {
      outages.broker(silent);
    }
    try (var connection = effect.transaction().connect()) {
      if (connection.isValid(2)) {
        outages.databaseAnswered();
      } else {
        outages.database(new SQLException("The connection is not valid"));
      }
    } catch (SQLException silent) {
      outages.database(silent);
    }
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  /** Called inside poll: only notes what to do, as the database may not answer just now. */
  private final class Assignments implements ConsumerRebalanceListener {

    private final Consumer<String, byte[]> consumer;

    Assignments(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      for (var partition : partitions) {
        // A position of some kind, or poll would ask the broker for a committed one.
        consumer.seek(partition, 0);
        consumer.pause(List.of(partition));
        places.assigned(partition.partition(), Instant.EPOCH);
      }
      assigned = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (var partition : partitions) {
        places.revoked(partition.partition());
        mismatched.remove(partition.partition());
        metrics.revoked(partition.partition());
      }
    }
  }
}
