package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench intake}: single posts and the stream, each set against a yardstick. */
@Command(
    name = "intake",
    mixinStandardHelpOptions = true,
    description = {
      "Intake against a bare endpoint that only produces the same bytes, and its stream against a raw producer.",
      "One broker on loopback that leaves flushing to the system; only one service at a time is under load.",
      "Ends with one line per goal: ratio NAME VALUE goal GOAL."
    })
final class IntakeBench implements Callable<Integer> {

  private static final double SHARE_OF_YARDSTICK = 0.4;
  private static final double SHARE_OF_SLOWEST = 0.6;
  private static final int MEMORY_GOAL_MEBIBYTES = 450;
  private static final long FEW = 10_000;
  private static final long SOME = 300_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Connections of single posts (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "25",
      description = "Seconds of load before anything counts (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of each run of single posts (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often yardstick and intake take turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Length of the long stream (default: ${DEFAULT-VALUE}).")
  private long events;

  /** What is measured. */
  enum Part {
    SINGLE,
    STREAM
  }

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "One of ${COMPLETION-CANDIDATES}; everything if it is left out.")
  private Part only;

  private final List<Measured> yardstick = new ArrayList<>();
  private final List<Measured> known = new ArrayList<>();
  private final List<Measured> fresh = new ArrayList<>();
  private final List<Measured> yardstickOpen = new ArrayList<>();
  private final List<Measured> knownOpen = new ArrayList<>();
  private final List<Measured> freshOpen = new ArrayList<>();
  private final List<Double> raw = new ArrayList<>();
  private final List<Double> stream = new ArrayList<>();
  private final List<Double> shortStreams = new ArrayList<>();
  private double longStream;
  private OptionalLong memory = OptionalLong.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path repository = Path.of(System.getProperty("tocsin.repository", "."));
    try (var stand = new Stand(repository);
        var load = new Load(connections);
        var bare = stand.yardstick();
        var intake = stand.intake()) {
      Target yardstickTarget = Stand.yardstickTarget(bare);
      Target intakeTarget = stand.intakeTarget(intake);
      say("data in %s".formatted(stand.folder()));
      if (measures(Part.SINGLE)) {
        singles(load, yardstickTarget, intakeTarget);
      }
      if (measures(Part.STREAM)) {
        streams(stand, intakeTarget);
      }
      memory = intake.mostResidentMebibytes();
    }
    report();
    return 0;
  }

  private boolean measures(Part part) {
    return only == null || only == part;
  }

  private void singles(Load load, Target yardstickTarget, Target intakeTarget) {
    say("warm-up, %d s each".formatted(warmUp));
    load.closed(yardstickTarget, Posts.ofKnownDefenders()::post, Duration.ofSeconds(warmUp));
    load.closed(intakeTarget, Posts.ofKnownDefenders()::post, Duration.ofSeconds(warmUp));
    load.closed(intakeTarget, Posts.ofNewDefenders()::post, Duration.ofSeconds(warmUp));
    for (int round = 1; round <= rounds; round++) {
      say("round %d of %d, %d s each".formatted(round, rounds, seconds));
      single(load, "yardstick", yardstickTarget, Posts.ofKnownDefenders(), yardstick);
      single(load, "known defenders", intakeTarget, Posts.ofKnownDefenders(), known);
      single(load, "new defenders", intakeTarget, Posts.ofNewDefenders(), fresh);
    }
    double rate = rate();
    for (int round = 1; round <= rounds; round++) {
      say(
          "round %d of %d: latencies at %.0f a second, without coordinated omission"
              .formatted(round, rounds, rate));
      open(load, yardstickTarget, Posts.ofKnownDefenders(), rate, yardstickOpen);
      open(load, intakeTarget, Posts.ofKnownDefenders(), rate, knownOpen);
      open(load, intakeTarget, Posts.ofNewDefenders(), rate, freshOpen);
    }
  }

  private void single(Load load, String name, Target target, Posts posts, List<Measured> runs) {
    Measured run = load.closed(target, posts::post, Duration.ofSeconds(seconds));
    say("  %-16s %.0f a second".formatted(name, run.perSecond()));
    runs.add(run);
  }

  /** One rate for all, which each of them can keep up with. */
  private double rate() {
    double slowest =
        Math.min(
            Measured.medianByRate(known).perSecond(), Measured.medianByRate(fresh).perSecond());
    return Math.min(
        SHARE_OF_YARDSTICK * Measured.medianByRate(yardstick).perSecond(),
        SHARE_OF_SLOWEST * slowest);
  }

  private void open(Load load, Target target, Posts posts, double rate, List<Measured> runs) {
    load.open(target, posts::post, Duration.ofSeconds(2), rate);
    runs.add(load.open(target, posts::post, Duration.ofSeconds(seconds), rate));
  }

  private void streams(Stand stand, Target target) {
    long each = Math.min(events, SOME);
    try (var client = new Stream()) {
      say("warm-up of the stream");
      client.send(target, Posts.ofKnownDefenders()::body, each);
      for (int round = 1; round <= rounds; round++) {
        say("round %d of %d: raw producer and stream, %d events".formatted(round, rounds, each));
        raw.add(
            RawProducer.run(
                stand.brokers(), Stand.YARDSTICK_TOPIC, Posts.ofKnownDefenders(), each));
        stream.add(client.send(target, Posts.ofKnownDefenders()::body, each));
        shortStreams.add(client.send(target, Posts.ofKnownDefenders()::body, FEW));
        say("  raw %.0f, stream %.0f a second".formatted(raw.getLast(), stream.getLast()));
      }
      say("a stream of %d events".formatted(events));
      longStream = client.send(target, Posts.ofKnownDefenders()::body, events);
      shortStreams.add(client.send(target, Posts.ofKnownDefenders()::body, FEW));
    }
  }

  private void report() {
    say("");
    if (measures(Part.SINGLE)) {
      reportSingles();
    }
    if (measures(Part.STREAM)) {
      reportStreams();
    }
    say(
        "intake's memory: %s MiB resident at most"
            .formatted(memory.isPresent() ? "" + memory.getAsLong() : "unknown"));
    say("machine: " + Machine.describe());
    say("");
    ratios().forEach(ratio -> say(ratio.line()));
  }

  private void reportSingles() {
    say(
        "%-34s %12s %10s %10s %10s %8s"
            .formatted(
                "single posts, " + connections + " connections",
                "a second",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "failures"));
    say(Measured.medianByRate(yardstick).row("yardstick: bare endpoint"));
    say(Measured.medianByRate(known).row("intake, defenders known"));
    say(Measured.medianByRate(fresh).row("intake, new defenders"));
    say("at a fixed rate, from the intended begin:");
    say(Measured.medianByRate(yardstickOpen).row("yardstick: bare endpoint"));
    say(Measured.medianByRate(knownOpen).row("intake, defenders known"));
    say(Measured.medianByRate(freshOpen).row("intake, new defenders"));
  }

  private void reportStreams() {
    say("stream:");
    say("%-34s %12.0f".formatted("yardstick: raw producer, linger 5", median(raw)));
    say("%-34s %12.0f".formatted("intake, newline-delimited", median(stream)));
    say("%-34s %12.0f".formatted("intake, " + FEW + " events", median(shortStreams)));
    say("%-34s %12.0f".formatted("intake, " + events + " events", longStream));
  }

  private List<Ratio> ratios() {
    var ratios = new ArrayList<Ratio>();
    if (measures(Part.SINGLE)) {
      double bare = Measured.medianByRate(yardstick).perSecond();
      double bareP99 = p99(yardstickOpen);
      ratios.add(
          new Ratio(
              "intake-single-throughput", Measured.medianByRate(known).perSecond() / bare, 0.60));
      ratios.add(new Ratio("intake-single-p99", bareP99 / p99(knownOpen), 0.50));
      ratios.add(new Ratio("intake-new-defender-p99", bareP99 / p99(freshOpen), 0.33));
    }
    if (measures(Part.STREAM)) {
      ratios.add(new Ratio("intake-stream-throughput", median(stream) / median(raw), 0.35));
      ratios.add(new Ratio("intake-flat-cost", longStream / median(shortStreams), 0.83));
    }
    memory.ifPresent(
        most -> ratios.add(new Ratio("intake-memory", (double) MEMORY_GOAL_MEBIBYTES / most, 1)));
    return ratios;
  }

  /** The median over the rounds, so that one stall of the machine decides nothing. */
  private static double p99(List<Measured> runs) {
    return Measured.median(runs.stream().mapToDouble(run -> run.millis(99)).toArray());
  }

  private static double median(List<Double> values) {
    return Measured.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
