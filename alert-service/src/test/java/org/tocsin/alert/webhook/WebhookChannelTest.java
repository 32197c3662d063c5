package org.tocsin.alert.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.delivery.Channel;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.http.PostException;
import org.tocsin.alert.http.Posting;
import org.tocsin.alert.sms.TestCertificate;

/** Against a real receiver with TLS. */
class WebhookChannelTest {

  private static final String OLD = "whsec_plJ3nmyCDGBKInavdOK15jslplJ3nmyCDGBK";
  private static final String NEW = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private record Got(String method, Headers headers, byte[] body) {}

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private final Vertx vertx = Vertx.vertx();
  private final List<Got> got = new ArrayList<>();
  private HttpsServer server;
  private int status = 204;

  @BeforeAll
  static void certificate() throws Exception {
    certificate = TestCertificate.create(folder, "IP:127.0.0.1,DNS:hooks.example.org");
  }

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext(
        "/",
        exchange -> {
          got.add(
              new Got(
                  exchange.getRequestMethod(),
                  exchange.getRequestHeaders(),
                  exchange.getRequestBody().readAllBytes()));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    Files.createDirectories(folder.resolve("secrets"));
    secrets(OLD);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.close();
  }

  /** The example of the Standard Webhooks specification 1.0.0. */
  @Test
  void theSignatureIsThatOfTheSpecification() {
    assertEquals(
        "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
        Signature.of(
            List.of(Base64.getDecoder().decode("plJ3nmyCDGBKInavdOK15jsl")),
            "msg_loFOjxBNrRLzqYUf",
            1731705121,
            "{\"event_type\":\"ping\",\"data\":{\"success\":true}}"
                .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aReceiverCanCheckAndDropRepeats() throws Exception {
    UUID id = UUID.randomUUID();
    assertNull(send(id).messageId());
    secrets(NEW + "\n" + OLD + "\n");
    send(id);
    assertEquals(
        List.of(id.toString(), id.toString()),
        got.stream().map(one -> one.headers().getFirst("webhook-id")).toList());
    assertEquals(List.of(signature(got.getFirst(), OLD)), signatures(got.getFirst()));
    assertEquals(
        List.of(signature(got.getLast(), NEW), signature(got.getLast(), OLD)),
        signatures(got.getLast()));
    assertEquals("POST", got.getLast().method());
    var body = new String(got.getLast().body(), StandardCharsets.UTF_8);
    assertTrue(body.contains("\"data\":{\"text\":\"TOCSIN CODE 1\"}"), body);
  }

  @Test
  void noRedirectIsFollowedAndOnlyWhatMayPassIsTriedAgain() {
    status = 307;
    assertEquals(Fault.FINAL, fault(true));
    assertEquals(1, got.size());
    status = 410;
    assertEquals(Fault.FINAL, fault(true));
    status = 503;
    assertEquals(Fault.PASSING, fault(true));
    status = 429;
    assertEquals(Fault.PASSING, fault(true));
    server.stop(0);
    assertEquals(Fault.PASSING, fault(true));
  }

  @Test
  void nothingIsSentInsideOfTheNetworkNorWithoutASecret() throws Exception {
    assertEquals(Fault.FINAL, fault(false));
    secrets("whsec_c2hvcnQ=");
    assertEquals(Fault.FINAL, fault(true));
    Files.delete(folder.resolve("secrets/machine"));
    assertEquals(Fault.FINAL, fault(true));
    assertEquals(List.of(), got);
  }

  @Test
  void whatIsCalledIsTheAddressThatWasCheckedUnderTheNameThatWasAskedFor() throws Exception {
    int port = server.getAddress().getPort();
    var here = Optional.of(InetAddress.getByName("127.0.0.1"));
    try (var posting = new Posting(vertx, Optional.of(certificate.pem()), Duration.ofSeconds(20))) {
      var named = URI.create("https://hooks.example.org:" + port + "/hook?a=b");
      assertEquals(204, posting.post(named, here, Map.of(), new byte[0]).status());
      assertEquals("hooks.example.org:" + port, got.getFirst().headers().getFirst("Host"));
      var other = URI.create("https://other.example.org:" + port + "/hook");
      var refused =
          assertThrows(PostException.class, () -> posting.post(other, here, Map.of(), new byte[0]));
      assertTrue(!refused.maybeSent(), "the certificate names another");
    }
    assertEquals(1, got.size());
  }

  private Channel.Handed send(UUID id) throws DeliveryException {
    return send(id, true);
  }

  private Channel.Handed send(UUID id, boolean internal) throws DeliveryException {
    var channel = new WebhookChannel(settings(internal), contacts(), new Payloads(null), vertx);
    try {
      return channel.send(
          new Channel.Outgoing(id, "machine", List.of(), "TOCSIN CODE 1", "TOCSIN CODE 1"));
    } finally {
      channel.close();
    }
  }

  private Fault fault(boolean internal) {
    return assertThrows(DeliveryException.class, () -> send(UUID.randomUUID(), internal)).fault();
  }

  private void secrets(String lines) throws Exception {
    Files.writeString(folder.resolve("secrets/machine"), lines);
  }

  private static List<String> signatures(Got one) {
    return List.of(one.headers().getFirst("webhook-signature").split(" "));
  }

  private static String signature(Got one, String secret) {
    assertNotEquals(null, one.headers().getFirst("webhook-timestamp"));
    return Signature.of(
        List.of(Base64.getDecoder().decode(secret.substring("whsec_".length()))),
        one.headers().getFirst("webhook-id"),
        Long.parseLong(one.headers().getFirst("webhook-timestamp")),
        one.body());
  }

  private Contacts contacts() {
    String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    var machine =
        new Contact(
            "machine",
            List.of(new Address(Decision.Channel.WEBHOOK, url, true, false)),
            Locale.ENGLISH,
            ZoneOffset.UTC,
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Set.of(),
            Set.of());
    return () -> Map.of("machine", machine);
  }

  private WebhookSettings settings(boolean internal) {
    return new WebhookSettings() {
      @Override
      public Optional<Path> secrets() {
        return Optional.of(folder.resolve("secrets"));
      }

      @Override
      public Optional<Path> tlsTrust() {
        return Optional.of(certificate.pem());
      }

      @Override
      public Optional<List<String>> internalAddresses() {
        return internal ? Optional.of(List.of("127.0.0.0/8")) : Optional.empty();
      }
    };
  }
}
