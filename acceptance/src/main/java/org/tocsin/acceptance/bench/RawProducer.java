package org.tocsin.acceptance.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The yardstick of the stream: an idempotent producer with nothing around it. */
final class RawProducer {

  private static final int LINGER_MILLIS = 5;

  private RawProducer() {}

  /**
   * Produces so many records of these bytes; returns records a second until all are acknowledged.
   */
  static double run(String brokers, String topic, Posts posts, long records) {
    var failure = new AtomicReference<Exception>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            brokers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            LINGER_MILLIS);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(topic);
      long begin = System.nanoTime();
      for (long i = 0; i < records; i++) {
        Posts.Post post = posts.post();
        producer.send(
            new ProducerRecord<>(topic, post.key(), post.body()),
            (metadata, failed) -> {
              if (failed != null) {
                failure.set(failed);
              }
            });
      }
      producer.flush();
      if (failure.get() != null) {
        throw new IllegalStateException("a record was not acknowledged", failure.get());
      }
      return records * 1e9 / (System.nanoTime() - begin);
    }
  }
}
