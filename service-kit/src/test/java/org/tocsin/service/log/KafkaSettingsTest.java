package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** Whatever Kafka needs to be reached comes from the configuration. */
class KafkaSettingsTest {

  private static Config config(Map<String, String> properties, Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withSources(
            new PropertiesConfigSource(properties, "file", 100),
            new EnvConfigSource(environment, 300))
        .build();
  }

  @Test
  void securityKeysPassThrough() {
    var settings =
        KafkaSettings.from(
            config(
                Map.of(
                    "kafka.bootstrap.servers", "broker.example.org:9093",
                    "kafka.security.protocol", "SASL_SSL",
                    "other.key", "x"),
                Map.of()));
    assertEquals("SASL_SSL", settings.producer().get("security.protocol"));
    assertEquals("broker.example.org:9093", settings.consumer("g").get("bootstrap.servers"));
    assertFalse(settings.admin().containsKey("other.key"));
  }

  @Test
  void theEnvironmentWinsOverFiles() {
    var settings =
        KafkaSettings.from(
            config(
                Map.of("kafka.bootstrap.servers", "file.example.org:9092"),
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "environment.example.org:9092",
                    "KAFKA_SASL_JAAS_CONFIG", "secret")));
    assertEquals("environment.example.org:9092", settings.admin().get("bootstrap.servers"));
    assertEquals("secret", settings.admin().get("sasl.jaas.config"));
    assertFalse(settings.toString().contains("secret"));
  }

  @Test
  void withoutBrokersItSaysWhichKeyIsMissing() {
    var refused =
        assertThrows(
            IllegalStateException.class, () -> KafkaSettings.from(config(Map.of(), Map.of())));
    assertTrue(refused.getMessage().contains("kafka.bootstrap.servers"));
  }

  @Test
  void whatMakesWritingSafeCannotBeConfiguredAway() {
    var settings =
        KafkaSettings.from(
            config(Map.of("kafka.bootstrap.servers", "b:1", "kafka.acks", "0"), Map.of()));
    assertEquals("all", settings.producer().get("acks"));
    assertEquals(true, settings.producer().get("enable.idempotence"));
    assertTrue((int) settings.producer().get("delivery.timeout.ms") < 5_000);
  }

  @Test
  void howLongAReaderMayBeSilentIsSixSecondsOrWhatIsConfigured() {
    var brokers = Map.of("kafka.bootstrap.servers", "b:1");
    assertEquals(
        6_000,
        KafkaSettings.from(config(brokers, Map.of())).consumer("g").get("session.timeout.ms"));
    assertEquals(
        "20000",
        KafkaSettings.from(config(brokers, Map.of("KAFKA_SESSION_TIMEOUT_MS", "20000")))
            .consumer("g")
            .get("session.timeout.ms"));
  }
}
