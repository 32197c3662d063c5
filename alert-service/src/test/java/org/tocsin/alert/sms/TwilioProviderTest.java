package org.tocsin.alert.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.http.Posting;

/** Against a server that answers as Twilio documents it. */
class TwilioProviderTest {

  private static final UUID NOTIFICATION = UUID.fromString("00000000-0000-7000-8000-00000000ffff");

  private final Vertx vertx = Vertx.vertx();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int status = 201;
  private String body = "{\"sid\": \"SM1\", \"status\": \"queued\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/2010-04-01/Accounts/AC1/Messages.json",
        exchange -> {
          requests.add(exchange.getRequestHeaders().getFirst("Authorization"));
          requests.add(
              URLDecoder.decode(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  StandardCharsets.UTF_8));
          if (status == 0) {
            exchange.close();
            return;
          }
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.close();
  }

  @Test
  void theFormIsTwiliosAndTheReceiptFindsItsMessage() throws Exception {
    assertEquals("SM1", submit(Map.of("callback-url", "https://alerts.example.org")));
    assertEquals("Basic QUMxOnRva2Vu", requests.getFirst());
    assertEquals(
        "To=+12125550101&From=+12125550100&Body=TOCSIN EXTREME T-0A1B2C3D&StatusCallback="
            + "https://alerts.example.org/v1/sms/twilio/web/status?reference=65535",
        requests.getLast());
    assertNull(submit(Map.of("source-address", "MG1")), "no receipt will come");
    assertEquals(
        "To=+12125550101&MessagingServiceSid=MG1&Body=TOCSIN EXTREME T-0A1B2C3D",
        requests.getLast());
  }

  @Test
  void whatIsRefusedIsTriedAgainWhereItMayPass() {
    assertEquals(Fault.FINAL, TwilioProvider.fault(400, 21211), "no such number");
    assertEquals(Fault.FINAL, TwilioProvider.fault(400, 21610), "STOP came to the provider");
    assertEquals(Fault.OUTAGE, TwilioProvider.fault(400, 21606), "the sender is not ours");
    assertEquals(Fault.OUTAGE, TwilioProvider.fault(401, 20003));
    assertEquals(Fault.PASSING, TwilioProvider.fault(429, 20429));
    assertEquals(Fault.PASSING, TwilioProvider.fault(500, 0));
    status = 400;
    body = "{\"code\": 21211, \"message\": \"The 'To' number +12125550101 is not valid\"}";
    var refused = assertThrows(DeliveryException.class, () -> submit(Map.of()));
    assertEquals(Fault.FINAL, refused.fault());
    assertTrue(!refused.getMessage().contains("1212"), refused.getMessage());
    status = 503;
    body = "<html>";
    assertEquals(Fault.PASSING, fault());
  }

  @Test
  void whatMayHaveArrivedIsUnclearAndWhatCannotHaveIsAnOutage() {
    status = 0;
    assertEquals(Fault.UNCLEAR, fault());
    status = 201;
    body = "not what was expected";
    assertEquals(Fault.UNCLEAR, fault());
    server.stop(0);
    assertEquals(Fault.OUTAGE, fault());
  }

  @Test
  void theSignatureIsTheOneThatTwilioDocuments() {
    Map<String, List<String>> form =
        Map.of(
            "To", List.of("+12125550100"),
            "MessageSid", List.of("SM1"),
            "Body", List.of("ACK T-0A1B2C3D"),
            "From", List.of("+12125550101"));
    String url = "https://alerts.example.org/v1/sms/twilio/web/replies";
    // Computed by another implementation (Python's hmac) by the documented rule.
    assertEquals("NryNuhAYcJDNs+yT0JXt3zMi4UM=", TwilioSignature.of("token", url, form));
    assertTrue(TwilioSignature.isRight("token", url, form, "NryNuhAYcJDNs+yT0JXt3zMi4UM="));
    assertTrue(!TwilioSignature.isRight("other", url, form, "NryNuhAYcJDNs+yT0JXt3zMi4UM="));
    assertTrue(!TwilioSignature.isRight("token", url + "?", form, "NryNuhAYcJDNs+yT0JXt3zMi4UM="));
    assertTrue(!TwilioSignature.isRight("token", url, form, null));
  }

  private Fault fault() {
    return assertThrows(DeliveryException.class, () -> submit(Map.of())).fault();
  }

  private String submit(Map<String, String> settings) throws DeliveryException {
    var all = new HashMap<String, String>();
    all.put("kind", "twilio");
    all.put("url", "http://127.0.0.1:" + server.getAddress().getPort());
    all.put("system-id", "AC1");
    all.put("password", "token");
    all.put("source-address", "+12125550100");
    all.putAll(settings);
    var read = Accounts.account(all);
    var provider =
        new TwilioProvider(
            "web", read, new Posting(vertx, Optional.empty(), Duration.ofSeconds(20)));
    try {
      return provider.submit(
          new SmsProvider.ShortMessage("+12125550101", NOTIFICATION, "TOCSIN EXTREME T-0A1B2C3D"),
          Instant.now().plusSeconds(60));
    } finally {
      provider.close();
    }
  }
}
