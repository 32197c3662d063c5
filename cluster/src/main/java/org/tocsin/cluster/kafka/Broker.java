package org.tocsin.cluster.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tocsin.cluster.jvm.ChildJvm;

/**
 * A real Kafka broker (KRaft) as a child process; its output goes to {@code broker.log} beside its
 * data.
 */
public final class Broker implements AutoCloseable {

  /**
   * System property for benchmarks: brokers started by this process leave the flush of messages to
   * the system, as a cluster of three does.
   */
  public static final String UNFLUSHED = "tocsin.broker.unflushed";

  private static final long READY_SECONDS = 60;
  private static final long STOP_SECONDS = 15;

  private final Process process;
  private final int port;

  private Broker(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param data its folder; what it holds from an earlier run is kept
   * @throws IllegalStateException if it does not come up; the message says where its log is
   */
  public static Broker start(Path data, Node node) {
    try {
      Files.createDirectories(data);
      Path log = data.resolve("broker.log");
      Process process =
          new ProcessBuilder(command(data, node))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (!ready(process, log)) {
        process.destroyForcibly();
        throw new IllegalStateException("Kafka did not start; see " + log);
      }
      return new Broker(process, node.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.destroyForcibly();
    waitFor();
  }

  /** Asks it to end and waits. */
  @Override
  public void close() {
    process.destroy();
    waitFor();
  }

  private void waitFor() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Path data, Node node) {
    var arguments =
        new ArrayList<>(
            List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + UNFLUSHED + "=" + Boolean.getBoolean(UNFLUSHED),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                data.toAbsolutePath().toString()));
    arguments.addAll(node.arguments());
    return ChildJvm.command(arguments);
  }

  /**
   * Copies the child's output to its log for ever, and says whether the line came that says it is
   * ready.
   */
  private static boolean ready(Process process, Path log) {
    var ready = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (var lines =
                      new BufferedReader(
                          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                  var file =
                      Files.newBufferedWriter(
                          log,
                          java.nio.file.StandardOpenOption.CREATE,
                          java.nio.file.StandardOpenOption.APPEND)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  if (line.equals(BrokerProcess.READY)) {
                    ready.countDown();
                  }
                  file.write(line + "\n");
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                ended.countDown();
              }
            });
    try {
      for (long i = 0; i < READY_SECONDS * 20; i++) {
        if (ready.await(50, TimeUnit.MILLISECONDS)) {
          return true;
        }
        if (ended.getCount() == 0) {
          return ready.getCount() == 0;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
