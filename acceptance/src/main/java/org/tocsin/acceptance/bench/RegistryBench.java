package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench registry}: rebuild, live lag, pages of a large record, and a storm in one State. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    description = {
      "The registry's rebuild against COPY of the same event rows into the same database, its lag behind a 202, its pages at few and at many events, and a storm in one State against events of all.",
      "Ends with one line per goal: ratio NAME VALUE goal GOAL."
    })
final class RegistryBench implements Callable<Integer> {

  private static final double LAG_GOAL_MICROS = 250_000;
  private static final int PAGES = 400;
  private static final int WARM_UP = 400;
  private static final String STORM = "LI";
  private static final List<String> STATES = List.of("AD", "BR", "CH", "CN", "AZ");

  private static final List<String> LISTS =
      List.of("/v1/cases", "/v1/cases?state=BR", "/v1/cases?severity=extreme&open=true");

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Length of the record (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--few",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Events at which pages are measured first (default: ${DEFAULT-VALUE}).")
  private long few;

  @Option(
      names = "--storm",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Events of the storm (default: ${DEFAULT-VALUE}).")
  private long storm;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Events a second while the lag is measured (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "For so long the lag is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "90",
      description =
          "Seconds at that rate before it, until the services are compiled (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  /** What is measured. */
  enum Part {
    PAGES,
    LAG,
    STORM,
    REBUILD
  }

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "One of ${COMPLETION-CANDIDATES}; everything if it is left out.")
  private Part only;

  private final List<Ratio> ratios = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path repository = Path.of(System.getProperty("tocsin.repository", "."));
    try (var stand = new Stand(repository);
        var client = new Stream();
        var intake = stand.intake();
        var registry = stand.registry();
        var tables = new RegistryTables(stand.database());
        var pages = new RegistryPages(registry.port(), stand.staff("desk"), stand.staff("ops"))) {
      Target target = stand.intakeTarget(intake);
      say("data in %s; machine: %s".formatted(stand.folder(), Machine.describe()));
      say("%d events".formatted(few));
      client.send(target, Reports.ofAllStates(1), few);
      tables.await(PlainConsumer.count(stand.brokers()));
      Optional<Pages> atFew =
          measures(Part.PAGES)
              ? Optional.of(pages(pages, tables, "pages at " + few + " events"))
              : Optional.empty();
      if (measures(Part.LAG)) {
        lag(target, pages);
      }
      if (measures(Part.STORM)) {
        storm(stand, client, target, registry, tables);
      }
      if (measures(Part.PAGES) || measures(Part.REBUILD)) {
        long rest = events - PlainConsumer.count(stand.brokers());
        say("%d more events".formatted(rest));
        client.send(target, Reports.ofAllStates(9), Math.max(1, rest));
        tables.await(PlainConsumer.count(stand.brokers()));
      }
      if (atFew.isPresent()) {
        compare(atFew.get(), pages(pages, tables, "pages at " + tables.events() + " events"));
      }
      if (measures(Part.REBUILD)) {
        rebuild(stand, pages, tables);
      }
      say(
          "registry's memory: %s MiB resident at most"
              .formatted(registry.mostResidentMebibytes().orElse(0)));
    }
    say("");
    ratios.forEach(ratio -> say(ratio.line()));
    return 0;
  }

  /** Latencies of pages, in microseconds. */
  private record Pages(Histogram state, Histogram ofCase, Histogram list) {}

  private boolean measures(Part part) {
    return only == null || only == part;
  }

  private Pages pages(RegistryPages pages, RegistryTables tables, String title)
      throws IOException, InterruptedException, SQLException {
    var cases = new ArrayList<String>();
    for (int i = 0; i < 50; i++) {
      cases.add(tables.aCase(i * 37));
    }
    var measured =
        new Pages(
            pages.latencies(n -> "/v1/states/" + STATES.get(n % STATES.size()), WARM_UP, PAGES),
            pages.latencies(n -> "/v1/cases/" + cases.get(n % cases.size()), WARM_UP, PAGES),
            pages.latencies(n -> LISTS.get(n % LISTS.size()), WARM_UP, PAGES));
    say(title);
    row("State page", measured.state);
    row("case page", measured.ofCase);
    row("list of cases", measured.list);
    return measured;
  }

  private void compare(Pages few, Pages many) {
    ratios.add(
        new Ratio(
            "registry-state-page", Latencies.p99(few.state) / Latencies.p99(many.state), 0.33));
    ratios.add(
        new Ratio(
            "registry-case-page", Latencies.p99(few.ofCase) / Latencies.p99(many.ofCase), 0.33));
  }

  private void lag(Target target, RegistryPages pages) throws IOException, InterruptedException {
    say("lag behind a 202 at %d events a second".formatted(rate));
    Histogram lags =
        Visible.lags(
            target,
            Reports.ofAllStates(2),
            pages,
            rate,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds));
    row("until visible", lags);
    ratios.add(new Ratio("registry-live-lag", LAG_GOAL_MICROS / Latencies.p99(lags), 1));
  }

  /** The registry is halted while the record grows, so that only its own reading is measured. */
  private void storm(
      Stand stand, Stream client, Target target, StartedService registry, RegistryTables tables)
      throws IOException, InterruptedException, SQLException {
    say("%d events of all States, and a storm of as many in one".formatted(storm));
    reading(stand, client, target, registry, tables, Reports.ofAllStates(4));
    double spread = reading(stand, client, target, registry, tables, Reports.ofAllStates(5));
    double inOne = reading(stand, client, target, registry, tables, Reports.ofOneState(6, STORM));
    say("  of all States %.0f, of one %.0f events a second".formatted(spread, inOne));
    ratios.add(new Ratio("registry-storm", inOne / spread, 0.77));
  }

  private double reading(
      Stand stand,
      Stream client,
      Target target,
      StartedService registry,
      RegistryTables tables,
      Reports reports)
      throws IOException, InterruptedException, SQLException {
    registry.signal("STOP");
    client.send(target, reports, storm);
    long end = PlainConsumer.count(stand.brokers());
    long read = tables.read();
    registry.signal("CONT");
    // It joins its group anew: that is not the reading.
    tables.await(read + 1);
    long begin = System.nanoTime();
    long from = tables.read();
    tables.await(end);
    return (end - from) * 1e9 / (System.nanoTime() - begin);
  }

  private void rebuild(Stand stand, RegistryPages pages, RegistryTables tables)
      throws IOException, InterruptedException, SQLException {
    long rows = tables.events();
    say("yardsticks of a rebuild, %d events".formatted(rows));
    double consumer = PlainConsumer.run(stand.brokers());
    say("  plain consumer   %10.0f a second".formatted(consumer));
    double copy = tables.copyRate(stand.folder());
    say("  COPY             %10.0f a second".formatted(copy));
    long begin = System.nanoTime();
    pages.asOps("POST", "/v1/rebuild");
    String progress = pages.asOps("GET", "/v1/rebuild");
    while (progress.contains("\"building\"")) {
      Thread.sleep(500);
      progress = pages.asOps("GET", "/v1/rebuild");
    }
    if (!progress.contains("\"done\"")) {
      throw new IllegalStateException("the rebuild ended as " + progress);
    }
    double rebuilt = rows * 1e9 / (System.nanoTime() - begin);
    say("  rebuild          %10.0f a second".formatted(rebuilt));
    ratios.add(new Ratio("registry-rebuild", rebuilt / copy, 0.25));
  }

  private void row(String name, Histogram latencies) {
    say(Latencies.row(name, latencies));
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
