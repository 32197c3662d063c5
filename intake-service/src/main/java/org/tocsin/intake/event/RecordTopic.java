package org.tocsin.intake.event;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.Topics;

/** Makes sure that the record's topic is there; not ready before. */
@Readiness
@ApplicationScoped
public class RecordTopic implements HealthCheck {

  private static final long PAUSE_MILLIS = 500;

  private volatile boolean there;

  void start(@Observes StartupEvent start, KafkaSettings kafka) {
    Thread.ofVirtual().start(() -> ensure(kafka));
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("the record's topic").status(there).build();
  }

  private void ensure(KafkaSettings kafka) {
    while (!there) {
      try {
        Topics.ensure(kafka, Topics.REPRISAL_EVENTS);
        there = true;
      } catch (BrokerException | KafkaException notYet) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
