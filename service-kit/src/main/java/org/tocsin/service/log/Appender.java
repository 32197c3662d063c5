package org.tocsin.service.log;

import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Takes CloudEvents for the log: {@link LogWriter} at once, {@link Burst} together with others. */
@FunctionalInterface
public interface Appender {

  /**
   * Appends a CloudEvent in binary mode: attributes as headers, data as value.
   *
   * @return as {@link LogWriter} has it
   */
  CompletableFuture<RecordMetadata> append(TopicSpec topic, String key, CloudEvent event);
}
