package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;

/**
 * What only a service as it is packaged and started can show: very long streams in a small heap,
 * and connections that are ended.
 *
 * <p>{@code -Dtocsin.test.stream-events=1000000} sends a million events instead of fewer, in some
 * minutes.
 */
class LongStreamTest {

  private static final int EVENTS = Integer.getInteger("tocsin.test.stream-events", 20_000);
  private static final String HEAP = "-Xmx192m";
  private static final long MOST_RESIDENT_MEBIBYTES = 450;
  private static final int DEFENDERS = 1_000;
  private static final int PIECE = 8_192;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration WARM = Duration.ofSeconds(60);
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static RunningCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        RunningCluster.start(
            folder.resolve("data"),
            FreePorts.block(),
            Map.of(
                "TOCSIN_QUOTA_EVENTS_PER_SECOND",
                "1000000",
                "TOCSIN_LISTEN_SLOWEST_HEAD",
                PATIENCE.toString()));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aVeryLongStreamIsAnsweredItemByItemInOrderAndInBoundedMemory() throws Exception {
    ProcessHandle intake = cluster.find("intake-service");
    assertTrue(RunningCluster.commandLine(intake).contains(HEAP), "a heap of 192 MiB");
    // Keys for all, and a process that is warm: on a busy machine the first may not come in time.
    await()
        .atMost(WARM)
        .until(() -> firstLineThatIsNot("accepted|repeated", "first", DEFENDERS), ""::equals);
    assertEquals("", firstLineThatIsNot("accepted", "long", EVENTS));
    assertTrue(mostResident(intake) <= MOST_RESIDENT_MEBIBYTES, "MiB: " + mostResident(intake));
  }

  /** Sends so many events and reads an answer for each; empty if all are as they should be. */
  private static String firstLineThatIsNot(String status, String run, int events) throws Exception {
    try (var socket = connection();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      socket.setSoTimeout((int) GIVE_UP.toMillis());
      Future<?> sending = threads.submit(() -> sendAll(socket, run, events));
      var answer = new Chunks(new BufferedInputStream(socket.getInputStream(), PIECE));
      assertEquals("HTTP/1.1 200 OK", answer.line());
      while (!answer.line().isEmpty()) {
        // The other headers.
      }
      var lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
      var rest = Pattern.compile("\"status\":\"(" + status + ")\",");
      for (int item = 1; item <= events; item++) {
        String line = lines.readLine();
        String begin = "{\"item\":" + item + ",\"id\":\"" + run + "-" + item + "\",";
        if (line == null
            || !line.startsWith(begin)
            || !rest.matcher(line).region(begin.length(), line.length()).lookingAt()) {
          sending.cancel(true);
          return "at " + item + ": " + line;
        }
      }
      assertNull(lines.readLine());
      sending.get();
      return "";
    }
  }

  @Test
  void aHeadThatComesByteByByteEndsTheConnection() throws Exception {
    try (var socket = connection()) {
      socket.setSoTimeout(100);
      assertTrue(isCutWhileSending(socket));
    }
  }

  private static Socket connection() throws IOException {
    URI intake = URI.create(cluster.address("intake"));
    return new Socket(intake.getHost(), intake.getPort());
  }

  private static Void sendAll(Socket socket, String run, int events) throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), PIECE * 8);
    out.write(
        """
        POST /v1/events HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/x-ndjson
        Transfer-Encoding: chunked

        """
            .formatted(cluster.partnerKey())
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    var piece = new StringBuilder();
    for (int item = 1; item <= events; item++) {
      piece.append(event(run, item)).append('\n');
      if (piece.length() > PIECE || item == events) {
        out.write(
            "%x\r\n%s\r\n".formatted(piece.length(), piece).getBytes(StandardCharsets.US_ASCII));
        piece.setLength(0);
      }
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return null;
  }

  /** Small, of one of a thousand cases. */
  private static String event(String run, int n) {
    String who = "person-" + n % DEFENDERS;
    return "{\"specversion\":\"1.0\",\"id\":\""
        + run
        + "-"
        + n
        + "\",\"source\":\"/tests\",\"type\":\"org.tocsin.act-reported.v1\",\"data\":{\"occurredAt\":{\"value\":\"2026-11-20\",\"precision\":\"day\"},\"caseRef\":\""
        + who
        + "\",\"defenderRef\":\""
        + who
        + "\",\"source\":{\"kind\":\"lawyer\"},\"actType\":\"smear-campaign\",\"incidentState\":\"LI\"}}";
  }

  /** The most that was ever resident of the process, in MiB (Linux only). */
  private static long mostResident(ProcessHandle service) throws IOException {
    return Files.readAllLines(Path.of("/proc", "" + service.pid(), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isCutWhileSending(Socket socket) throws IOException {
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    String piece = "GET /q/health/live HTTP/1.1\r\nX: ";
    while (System.nanoTime() < giveUp) {
      try {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        piece = "x";
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
}
