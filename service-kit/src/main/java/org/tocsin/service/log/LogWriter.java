package org.tocsin.service.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The one producer of a process. Safe for any number of threads.
 *
 * <p>A future completes when all in-sync replicas have the record, and fails within five seconds
 * otherwise. A failed future means <em>not known to be recorded</em>: the record may still be
 * there, so whoever sends it again uses the same id. The first record to a topic can block its
 * caller for up to a second (metadata), so do not call this on an event loop.
 */
public final class LogWriter implements AutoCloseable {

  private static final Duration LAST_RECORDS = Duration.ofSeconds(4);

  private final KafkaProducer<String, byte[]> producer;

  public LogWriter(KafkaSettings kafka) {
    this.producer =
        new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
  }

  /** Appends a CloudEvent in binary mode: attributes as headers, data as value. */
  public CompletableFuture<RecordMetadata> append(TopicSpec topic, String key, CloudEvent event) {
    return append(KafkaMessageFactory.<String>createWriter(topic.name(), key).writeBinary(event));
  }

  /** Appends bytes; null is a tombstone. */
  public CompletableFuture<RecordMetadata> append(TopicSpec topic, String key, byte[] value) {
    return append(new ProducerRecord<>(topic.name(), key, value));
  }

  public CompletableFuture<RecordMetadata> append(ProducerRecord<String, byte[]> recordToAppend) {
    var appended = new CompletableFuture<RecordMetadata>();
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
    } catch (KafkaException failure) {
      appended.completeExceptionally(failure);
    }
    return appended;
  }

  /** Waits a moment for what is under way. */
  @Override
  public void close() {
    producer.close(LAST_RECORDS);
  }
}
