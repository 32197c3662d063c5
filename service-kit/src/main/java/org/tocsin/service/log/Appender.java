package org.tocsin.service.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Takes records for the log: {@link LogWriter} at once, {@link Burst} together with others. */
@FunctionalInterface
public interface Appender {

  /**
   * Appends a record.
   *
   * @return as {@link LogWriter} has it
   */
  CompletableFuture<RecordMetadata> append(ProducerRecord<String, byte[]> recordToAppend);

  /** Appends a CloudEvent in binary mode: attributes as headers, data as value. */
  default CompletableFuture<RecordMetadata> append(TopicSpec topic, String key, CloudEvent event) {
    return append(KafkaMessageFactory.<String>createWriter(topic.name(), key).writeBinary(event));
  }
}
