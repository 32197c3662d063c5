package org.tocsin.yardstick;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the body with {@code acks=all}, and answers 202 when it is acknowledged. */
@Path("/produce")
@Singleton
public class ProduceResource {

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;

  ProduceResource(
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      @ConfigProperty(name = "yardstick.topic") String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @POST
  @NonBlocking
  public CompletionStage<Response> produce(@HeaderParam("key") String key, byte[] body) {
    var answer = new CompletableFuture<Response>();
    producer.send(
        new ProducerRecord<>(topic, key, body),
        (metadata, failure) -> {
          if (failure == null) {
            answer.complete(Response.accepted().build());
          } else {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  @PreDestroy
  void close() {
    producer.close();
  }
}
