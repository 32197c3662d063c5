package org.tocsin.service.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that never finish the head of a request hold no place for good; all others may rest. */
class HeadDeadlineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Far beyond the patience, and far below the idle timeout of a connection. */
  private static final Duration GIVE_UP = Duration.ofSeconds(20);

  private static final String WHOLE = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String BEGIN = "GET / HTTP/1.1\r\nX: ";
  private static final String PASSWORD = "only for this test";
  private static final String SETTING = "tocsin.listen.slowest-head";

  @TempDir static Path folder;
  private static Vertx vertx;
  private static int plain;
  private static int encrypted;

  /** Servers as Quarkus makes them, as far as their pipelines go. */
  @BeforeAll
  static void start() throws Exception {
    System.setProperty(SETTING, PATIENCE.toString());
    vertx = Vertx.vertx();
    plain = listen(new HttpServerOptions());
    Path keyStore = folder.resolve("service.p12");
    certificate(keyStore);
    encrypted =
        listen(
            new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                    new PfxOptions().setPath(keyStore.toString()).setPassword(PASSWORD)));
  }

  @AfterAll
  static void stop() {
    System.clearProperty(SETTING);
    vertx.close();
  }

  private static int listen(HttpServerOptions options) throws Exception {
    new SlowHeads().customizeHttpServer(options);
    options.setHost("localhost").setPort(0).setHttp2ClearTextEnabled(false).setUseAlpn(false);
    return vertx
        .createHttpServer(options)
        .requestHandler(
            request -> request.body().onSuccess(body -> request.response().end("" + body.length())))
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(GIVE_UP.toSeconds(), TimeUnit.SECONDS)
        .actualPort();
  }

  @Test
  void aHeadThatComesByteByByteEndsTheConnection() throws Exception {
    try (var socket = connection()) {
      assertTrue(isCutWhileSending(socket, BEGIN, "x"));
    }
  }

  @Test
  void soDoesOneThatNeverBegins() throws Exception {
    try (var socket = connection()) {
      socket.setSoTimeout((int) GIVE_UP.toMillis());
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void soDoesTheSecondHeadOfAConnection() throws Exception {
    try (var socket = connection()) {
      assertEquals(200, exchange(socket));
      assertTrue(isCutWhileSending(socket, BEGIN, "x"));
    }
  }

  @Test
  void neitherDoesItHelpToEncryptThem() throws Exception {
    try (var socket = encryptedConnection()) {
      assertEquals(200, exchange(socket));
      assertTrue(isCutWhileSending(socket, BEGIN, "x"));
    }
  }

  @Test
  void aConnectionThatRestsBetweenTwoRequestsIsKept() throws Exception {
    try (var plain = connection();
        var tls = encryptedConnection()) {
      for (Socket socket : List.of(plain, tls)) {
        assertEquals(200, exchange(socket));
      }
      Thread.sleep(PATIENCE.plusSeconds(1));
      for (Socket socket : List.of(plain, tls)) {
        assertEquals(200, exchange(socket));
      }
    }
  }

  @Test
  void requestsThatComeTogetherAreAllAnsweredAndTheRestOfALastOneMayFollow() throws Exception {
    try (var socket = connection()) {
      int middle = WHOLE.length() / 2;
      send(socket, WHOLE.repeat(50) + WHOLE.substring(0, middle));
      socket.setSoTimeout((int) GIVE_UP.toMillis());
      for (int i = 0; i < 50; i++) {
        assertEquals(200, answer(socket));
      }
      Thread.sleep(PATIENCE.dividedBy(2));
      send(socket, WHOLE.substring(middle));
      assertEquals(200, answer(socket));
    }
  }

  @Test
  void bodiesHaveNoDeadlineHere() throws Exception {
    try (var plain = connection();
        var tls = encryptedConnection()) {
      for (Socket socket : List.of(plain, tls)) {
        send(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n1");
      }
      Thread.sleep(PATIENCE.plusSeconds(1));
      for (Socket socket : List.of(plain, tls)) {
        send(socket, "2");
        socket.setSoTimeout((int) GIVE_UP.toMillis());
        assertEquals(200, answer(socket));
      }
    }
  }

  private static Socket connection() throws IOException {
    var socket = new Socket("localhost", plain);
    socket.setSoTimeout(100);
    return socket;
  }

  private static Socket encryptedConnection() throws Exception {
    var trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new TrustManager[] {new Anybody()}, null);
    var socket = trusting.getSocketFactory().createSocket("localhost", encrypted);
    socket.setSoTimeout((int) GIVE_UP.toMillis());
    ((SSLSocket) socket).startHandshake();
    socket.setSoTimeout(100);
    return socket;
  }

  /** The certificate is not what is tested. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
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

  private static int exchange(Socket socket) throws IOException {
    send(socket, WHOLE);
    socket.setSoTimeout((int) GIVE_UP.toMillis());
    int status = answer(socket);
    socket.setSoTimeout(100);
    return status;
  }

  private static void certificate(Path keyStore) throws IOException {
    try {
      int status =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "service",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  keyStore.toString(),
                  "-storepass",
                  PASSWORD)
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IOException("keytool ended with " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
