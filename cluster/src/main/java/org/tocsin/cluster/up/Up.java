package org.tocsin.cluster.up;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts everything on loopback and keeps it running until Ctrl-C or SIGTERM. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start everything on loopback; Ctrl-C stops it and leaves nothing behind.")
public final class Up implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for all data (default: data beside ./tocsin).")
  private Path data;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      defaultValue = "8080",
      description = "First of nine ports: status page N, intake N+1 … (default: ${DEFAULT-VALUE}).")
  private int portBase;

  @Option(names = "--fresh", description = "Delete the data of earlier runs first.")
  private boolean fresh;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant begin = Instant.now();
    if (portBase < 1024 || portBase > 65_000) {
      throw new Refusal("--port-base must be between 1024 and 65000");
    }
    Path repository = Repository.path();
    DataFolder folder = DataFolder.open(data == null ? repository.resolve("data") : data, fresh);
    logToFile(folder.sub("logs").resolve("launcher.log"));
    int ended = Leftovers.end(folder.path());
    if (ended > 0) {
      say("  ended " + ended + " processes that an earlier launcher left running");
    }
    var ports = new Ports(portBase);
    ports.requireFree();
    var cluster = new Cluster(folder, ports, this::say);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, stopped)));
    say("Starting in " + folder.path());
    cluster.start(repository);
    say("READY in %.1f s".formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0));
    say(cluster.describe().toPrettyString());
    say("The same is in " + cluster.description() + ". Ctrl-C stops everything.");
    stopped.await();
    return 0;
  }

  private static void stop(Cluster cluster, CountDownLatch stopped) {
    cluster.close();
    stopped.countDown();
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** What libraries have to say goes to a file, so that the launcher's own lines can be read. */
  private static void logToFile(Path file) throws IOException {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    var handler = new FileHandler(file.toString(), true);
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
    root.setLevel(Level.WARNING);
  }
}
