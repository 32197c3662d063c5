package org.tocsin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** Clients that never finish what they begin hold no place for good; slow ones that do, may. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = SlowClientsTest.Impatience.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class SlowClientsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Far beyond the patience, and far below the idle timeout of a connection. */
  private static final Duration GIVE_UP = Duration.ofSeconds(20);

  private static final String POST =
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n";

  /** Limits that a test can wait for. */
  public static final class Impatience implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      return Map.of("tocsin.quota.slowest-body", PATIENCE.toString());
    }

    @Override
    public void stop() {
      // Nothing was started.
    }
  }

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void aBodyThatComesByteByByteEndsTheConnectionAndRecordsNothing() throws Exception {
    long before = RecordedEvents.count();
    try (var socket = connection()) {
      String head =
          POST.formatted(
              IntakeResource.API_KEY, "application/cloudevents+json", "Content-Length: 5000");
      assertTrue(isCutWhileSending(socket, head + "{", " "));
    }
    assertEquals(before, RecordedEvents.count());
  }

  @Test
  void aStreamMayComeSlowly() throws Exception {
    try (var socket = connection()) {
      send(
          socket,
          POST.formatted(
              IntakeResource.API_KEY, "application/x-ndjson", "Transfer-Encoding: chunked"));
      for (int i = 0; i < 8; i++) {
        Thread.sleep(PATIENCE.dividedBy(4));
        sendChunk(socket, Posting.act("slow-stream-" + i) + "\n");
      }
      send(socket, "0\r\n\r\n");
      socket.setSoTimeout((int) GIVE_UP.toMillis());
      var answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      int accepted = 0;
      for (String line = answers.readLine(); !"0".equals(line); line = answers.readLine()) {
        accepted += line.contains("\"accepted\"") ? 1 : 0;
      }
      assertEquals(8, accepted);
    }
  }

  @Test
  void aBodyOfUnannouncedLengthIsRefusedWhenItIsTooLarge() throws Exception {
    long before = RecordedEvents.count();
    try (var socket = connection()) {
      send(
          socket,
          POST.formatted(
              IntakeResource.API_KEY,
              "application/cloudevents+json",
              "Transfer-Encoding: chunked"));
      for (int i = 0; i < 5; i++) {
        sendChunk(socket, " ".repeat(60_000));
      }
      socket.setSoTimeout((int) GIVE_UP.toMillis());
      assertEquals(413, answer(socket));
    }
    assertEquals(before, RecordedEvents.count());
  }

  private static Socket connection() throws IOException {
    var socket = new Socket("localhost", RestAssured.port);
    socket.setSoTimeout(100);
    return socket;
  }

  /** Sends the beginning and then one piece after the other, until the service has enough. */
  private static boolean isCutWhileSending(Socket socket, String begin, String piece)
      throws IOException {
    send(socket, begin);
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    while (System.nanoTime() < giveUp) {
      try {
        send(socket, piece);
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException stillOpen) {
        // The next piece.
      } catch (SocketException reset) {
        return true;
      }
    }
    return false;
  }

  /** Reads one answer to its end. */
  private static int answer(Socket socket) throws IOException {
    int status = Integer.parseInt(line(socket).split(" ")[1]);
    int length = 0;
    for (String header = line(socket); !header.isEmpty(); header = line(socket)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
    }
    socket.getInputStream().skipNBytes(length);
    return status;
  }

  private static String line(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static void sendChunk(Socket socket, String text) throws IOException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    send(socket, Integer.toHexString(length) + "\r\n" + text + "\r\n");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
