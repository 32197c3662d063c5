package org.tocsin.cluster.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * One KRaft broker in a JVM of its own: the main class of a child process, which ends when its
 * standard input closes, so never outlives its parent.
 */
public final class BrokerProcess {

  static final String READY = "BROKER READY";
  private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";

  private BrokerProcess() {}

  /**
   * @param args data folder, then {@link Node#arguments}
   */
  public static void main(String[] args) throws IOException {
    PrintStream console = System.out;
    Path data = Path.of(args[0]);
    Files.createDirectories(data);
    Properties settings = settings(data, Node.of(args[1], args[2], args[3]));
    format(data, settings);
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    console.println(READY);
    Thread.ofPlatform().daemon().start(BrokerProcess::endWithParent);
    server.awaitShutdown();
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent says nothing; it only ends.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.exit(0);
    }
  }

  private static Properties settings(Path data, Node node) {
    var settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "" + node.id());
    settings.put("log.dirs", data.resolve("log").toString());
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:"
            + node.port()
            + ",CONTROLLER://127.0.0.1:"
            + node.controllerPort());
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + node.port());
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", node.voters());
    settings.put("offsets.topic.replication.factor", node.copies());
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", node.copies());
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // A restart after a kill takes 4 s instead of 12.
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("controller.quorum.fetch.timeout.ms", "1000");
    settings.put("controller.quorum.election.timeout.ms", "500");
    settings.put("controller.quorum.election.backoff.max.ms", "500");
    // The default of 128 MiB does not fit into a small heap.
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    // There is no second broker that would have what this one loses with the machine: every message
    // goes to the disk before it is acknowledged.
    if (node.isAlone() && !Boolean.getBoolean(Broker.UNFLUSHED)) {
      settings.put("log.flush.interval.messages", "1");
    }
    return settings;
  }

  private static void format(Path data, Properties settings) throws IOException {
    Path file = data.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    var output = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {
              "format",
              "--ignore-formatted",
              "--cluster-id",
              CLUSTER_ID,
              "--config",
              file.toString()
            },
            new PrintStream(output, true));
    if (code != 0) {
      throw new IllegalStateException("the broker's folder cannot be formatted: " + output);
    }
  }
}
