package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Postfix of its own on loopback, which takes mail only after STARTTLS and puts it into a folder;
 * the one of the machine, if there is one, is left alone.
 */
final class Postfix implements AutoCloseable {

  private static final String MAIN =
      """
      compatibility_level = 3.6
      queue_directory = %1$s/queue
      data_directory = %1$s/data
      command_directory = /usr/sbin
      daemon_directory = /usr/lib/postfix/sbin
      mail_owner = postfix
      setgid_group = postdrop
      myhostname = localhost
      mydestination = example.org
      local_recipient_maps =
      alias_maps =
      alias_database =
      inet_interfaces = 127.0.0.1
      inet_protocols = ipv4
      smtpd_tls_security_level = encrypt
      smtpd_tls_cert_file = %1$s/conf/cert.pem
      smtpd_tls_key_file = %1$s/conf/key.pem
      smtpd_relay_restrictions = permit_mynetworks, reject
      mynetworks = 127.0.0.0/8
      local_transport = virtual:
      virtual_mailbox_base = %1$s/box
      virtual_mailbox_maps = static:all/
      virtual_uid_maps = static:65534
      virtual_gid_maps = static:65534
      virtual_minimum_uid = 1
      maillog_file = %1$s/queue/log
      maillog_file_prefixes = %1$s
      """;

  private static final String MASTER =
      """
      127.0.0.1:%d inet n - n - - smtpd
      pickup unix n - n 60 1 pickup
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      proxymap unix - - n - - proxymap
      anvil unix - - n - 1 anvil
      tlsmgr unix - - n 1000? 1 tlsmgr
      virtual unix - n n - - virtual
      error unix - - n - - error
      retry unix - - n - - error
      postlog unix-dgram n - n - 1 postlogd
      """;

  private final Path folder;
  private final int port;

  private Postfix(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts it; empty where it is not installed, or cannot be started. */
  static Optional<Postfix> ifInstalled() throws IOException {
    if (!Files.isExecutable(Path.of("/usr/sbin/postfix"))
        || !Files.isExecutable(Path.of("/usr/bin/openssl"))
        || !"root".equals(System.getProperty("user.name"))) {
      return Optional.empty();
    }
    // Not under a folder of the test's own: the mail server's users have to get into it.
    Path folder = Files.createTempDirectory("tocsin-postfix");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String part : List.of("conf", "queue", "data", "box")) {
      Files.createDirectory(folder.resolve(part));
    }
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Files.writeString(folder.resolve("conf/main.cf"), MAIN.formatted(folder));
    Files.writeString(folder.resolve("conf/master.cf"), MASTER.formatted(port));
    run("chown", "postfix", folder.resolve("data").toString());
    run("chown", "nobody", folder.resolve("box").toString());
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        folder.resolve("conf/key.pem").toString(),
        "-out",
        folder.resolve("conf/cert.pem").toString(),
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost");
    var postfix = new Postfix(folder, port);
    run("postfix", "-c", folder.resolve("conf").toString(), "start");
    return Optional.of(postfix);
  }

  int port() {
    return port;
  }

  /** To be trusted by who sends. */
  Path certificate() {
    return folder.resolve("conf/cert.pem");
  }

  /** The first mail that was delivered, with the header fields that the mail server adds. */
  String delivered() throws IOException {
    Path box = folder.resolve("box/all/new");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              if (Files.notExists(box)) {
                return false;
              }
              try (Stream<Path> files = Files.list(box)) {
                return files.findAny().isPresent();
              }
            });
    try (Stream<Path> files = Files.list(box)) {
      return Files.readString(files.findFirst().orElseThrow());
    }
  }

  private static void run(String... command) throws IOException {
    Path said = Files.createTempFile("tocsin", "said");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    String text = Files.readString(said);
    Files.delete(said);
    assertEquals(0, process.exitValue(), text);
  }

  @Override
  public void close() throws IOException {
    run("postfix", "-c", folder.resolve("conf").toString(), "stop");
    run("rm", "-r", folder.toString());
  }
}
