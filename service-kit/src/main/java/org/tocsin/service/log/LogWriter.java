package org.tocsin.service.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.tocsin.events.Event;

/**
 * A producer, of which a process has few and keeps them. Safe for any number of threads, and never
 * blocks them.
 *
 * <p>A future completes when all in-sync replicas have the record, and fails within five seconds
 * otherwise. A failed future means <em>not known to be recorded</em>: the record may still be
 * there, so whoever sends it again uses the same id.
 */
public final class LogWriter implements AutoCloseable {

  private static final Duration LAST_RECORDS = Duration.ofSeconds(4);
  private static final Duration FIRST_METADATA = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final KafkaProducer<String, byte[]> producer;

  /** Topics of which the producer has known the partitions. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Each record is sent as soon as the brokers are free. */
  public LogWriter(KafkaSettings kafka) {
    this(kafka.producer());
  }

  /**
   * Each record waits some milliseconds for others: of what comes by the thousand, records that go
   * together cost the brokers a fraction of the same records one by one.
   */
  public static LogWriter together(KafkaSettings kafka) {
    return new LogWriter(kafka.patientProducer());
  }

  private LogWriter(Map<String, Object> settings) {
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Appends bytes; null is a tombstone. */
  public CompletableFuture<RecordMetadata> append(TopicSpec topic, String key, byte[] value) {
    return append(new ProducerRecord<>(topic.name(), key, value));
  }

  /** Appends bytes to the partition of another key, so that records of one owner stay together. */
  public CompletableFuture<RecordMetadata> appendBeside(
      TopicSpec topic, String owner, String key, byte[] value) {
    if (!known.contains(topic.name())) {
      var later = new CompletableFuture<RecordMetadata>();
      whenKnown(topic.name(), later, () -> appendBeside(topic, owner, key, value));
      return later;
    }
    int partitions = producer.partitionsFor(topic.name()).size();
    byte[] bytes = owner.getBytes(StandardCharsets.UTF_8);
    int partition = Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    return append(new ProducerRecord<>(topic.name(), partition, key, value));
  }

  /** Appends to {@code reprisal-events}. */
  public CompletableFuture<RecordMetadata> append(Event event) {
    return append(EventRecord.of(event));
  }

  /** Appends a CloudEvent in binary mode: attributes as headers, data as value. */
  public CompletableFuture<RecordMetadata> append(TopicSpec topic, String key, CloudEvent event) {
    return append(KafkaMessageFactory.<String>createWriter(topic.name(), key).writeBinary(event));
  }

  /** Appends a record as it is. */
  public CompletableFuture<RecordMetadata> append(ProducerRecord<String, byte[]> recordToAppend) {
    var appended = new CompletableFuture<RecordMetadata>();
    if (known.contains(recordToAppend.topic())) {
      send(recordToAppend, appended);
    } else {
      whenKnown(recordToAppend.topic(), appended, () -> append(recordToAppend));
    }
    return appended;
  }

  private void send(
      ProducerRecord<String, byte[]> recordToAppend, CompletableFuture<RecordMetadata> appended) {
    try {
      producer.send(
          recordToAppend,
          (metadata, failure) -> {
            if (failure == null) {
              appended.complete(metadata);
            } else {
              appended.completeExceptionally(failure);
            }
          });
    } catch (KafkaException | IllegalStateException failure) {
      appended.completeExceptionally(failure);
    }
  }

  /** The first record to a topic waits for its partitions to be known, on a thread of its own. */
  private void whenKnown(
      String topic,
      CompletableFuture<RecordMetadata> appended,
      Supplier<CompletableFuture<RecordMetadata>> append) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                learn(topic);
                appended.complete(append.get().join());
              } catch (CompletionException failed) {
                appended.completeExceptionally(failed.getCause());
              } catch (KafkaException | IllegalStateException | InterruptedException failure) {
                appended.completeExceptionally(failure);
              }
            });
  }

  private void learn(String topic) throws InterruptedException {
    long deadline = System.nanoTime() + FIRST_METADATA.toNanos();
    while (!known.contains(topic)) {
      try {
        producer.partitionsFor(topic);
        known.add(topic);
      } catch (TimeoutException notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }

  /** Waits a moment for what is under way. */
  @Override
  public void close() {
    producer.close(LAST_RECORDS);
  }
}
