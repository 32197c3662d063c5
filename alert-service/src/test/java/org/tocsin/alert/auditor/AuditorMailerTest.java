package org.tocsin.alert.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The auditor tells ops by the relay of everything else, in the same way, unless it has its own.
 */
class AuditorMailerTest {

  private static final Map<String, String> RELAY =
      Map.of(
          "from", "tocsin@example.org",
          "host", "relay.example.org",
          "port", "587",
          "start-tls", "REQUIRED",
          "tls", "false",
          "tls-configuration-name", "relay",
          "username", "tocsin",
          "password", "secret");

  @Test
  void whatIsSetForTheRelayHoldsForTheAuditorToo() throws Exception {
    var given = new HashMap<String, String>();
    RELAY.forEach((key, value) -> given.put("quarkus.mailer." + key, value));
    var config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(
                new PropertiesConfigSource(given, "given", 300),
                new PropertiesConfigSource(
                    Path.of("src/main/resources/application.properties").toUri().toURL(), 250))
            .build();
    RELAY.forEach(
        (key, value) ->
            assertEquals(
                value, config.getValue("quarkus.mailer.auditor." + key, String.class), key));
  }
}
