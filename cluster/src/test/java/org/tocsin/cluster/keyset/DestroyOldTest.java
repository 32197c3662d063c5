package org.tocsin.cluster.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.Launcher;
import org.tocsin.cluster.secrets.Keyset;
import org.tocsin.cluster.secrets.Secrets;

/** Old keys of the keyset go only when nothing needs them. */
class DestroyOldTest {

  private HttpServer registry;
  private Path keyset;
  private Path password;
  private volatile String state;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    keyset = new Secrets(folder).keysetFile();
    password = Files.writeString(folder.resolve("password"), "only-for-tests");
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/v1/keyset",
        exchange -> {
          byte[] body = state.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  @Test
  void oldKeysAreDestroyedOnceNoDataKeyNeedsThem() throws Exception {
    long first = Keyset.primary(keyset);
    Keyset.rotate(keyset);
    long second = Keyset.primary(keyset);
    assertNotEquals(first, second);
    answer(second, true);
    assertTrue(refused().contains("less than a minute ago"));
    Files.setLastModifiedTime(keyset, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    answer(second, false);
    assertTrue(refused().contains("still wrapped under old keys"));
    answer(first, true);
    assertTrue(refused().contains("uses another keyset"));
    assertTrue(Files.readString(keyset).contains("" + first), "it is still there");
    answer(second, true);
    assertEquals(0, run(new StringWriter()));
    assertEquals(second, Keyset.primary(keyset));
    assertTrue(!Files.readString(keyset).contains("" + first), "it is gone");
  }

  private void answer(long primary, boolean oldMayGo) {
    state = "{\"primary\": %d, \"dataKeys\": {}, \"oldMayGo\": %s}".formatted(primary, oldMayGo);
  }

  private String refused() {
    var said = new StringWriter();
    assertEquals(1, run(said));
    return said.toString();
  }

  private int run(StringWriter said) {
    return Launcher.run(
        new PrintWriter(said, true),
        "keyset",
        "destroy-old",
        "--file",
        keyset.toString(),
        "--url",
        "http://127.0.0.1:" + registry.getAddress().getPort(),
        "--password-file",
        password.toString());
  }
}
