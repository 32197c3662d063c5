package org.tocsin.service.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Off loopback only with own passwords and TLS somewhere. */
class ListenRuleTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
  void loopbackIsAlwaysFine(String host) {
    assertEquals(Optional.empty(), new ListenRule(host, true, false, false).refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid", ""})
  void generatedPasswordsStayOnLoopback(String host) {
    var refusal = new ListenRule(host, true, true, true).refusal();
    assertTrue(refusal.orElseThrow().contains("generated"), refusal.get());
  }

  @ParameterizedTest
  @CsvSource({"true,false", "false,true", "true,true"})
  void tlsHereOrTheWordThatAProxyHasItIsEnough(boolean tlsOnly, boolean behindTlsProxy) {
    assertEquals(
        Optional.empty(), new ListenRule("0.0.0.0", false, tlsOnly, behindTlsProxy).refusal());
  }

  @Test
  void withoutTlsItSaysWhatToDoInOneLine() {
    var refusal = new ListenRule("0.0.0.0", false, false, false).refusal().orElseThrow();
    assertTrue(refusal.contains("tocsin.listen.behind-tls-proxy=true"), refusal);
    assertEquals(1, refusal.lines().count());
  }

  @Test
  void aCertificateIsNotEnoughWhilePlainHttpIsTakenToo() {
    var certificate = Map.of("quarkus.http.ssl.certificate.files", "tls.crt");
    assertTrue(rule(certificate).refusal().isPresent());
    assertEquals(
        Optional.empty(),
        rule(Map.of(
                "quarkus.http.ssl.certificate.files", "tls.crt",
                "quarkus.http.insecure-requests", "disabled"))
            .refusal());
  }

  @Test
  void disabledPlainHttpWithoutACertificateIsNoTls() {
    assertTrue(rule(Map.of("quarkus.http.insecure-requests", "disabled")).refusal().isPresent());
  }

  private static ListenRule rule(Map<String, String> settings) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .withDefaultValue("quarkus.http.host", "0.0.0.0")
            .build();
    return ListenGuard.rule(config, false);
  }
}
