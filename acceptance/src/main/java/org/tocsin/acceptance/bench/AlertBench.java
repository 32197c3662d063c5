package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench alert}: a burst against Alertmanager, one alert alone, extreme acts in a storm. */
@Command(
    name = "alert",
    mixinStandardHelpOptions = true,
    description = {
      "A burst of alerts to two mailboxes, against Prometheus Alertmanager and the same mail server; one alert on an idle system; three extreme acts in a storm.",
      "Without the program prometheus-alertmanager (a Debian package) ours alone is measured.",
      "Ends with one line per goal: ratio NAME VALUE goal GOAL."
    })
final class AlertBench implements Callable<Integer> {

  private static final double IDLE_GOAL_MICROS = 250_000;
  private static final double STORM_GOAL_MICROS = 2_000_000;

  /** While warming up, one burst of the yardstick after so many of ours. */
  private static final int THEIRS_AFTER = 8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--alerts",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Alerts of the burst (default: ${DEFAULT-VALUE}).")
  private int alerts;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Bursts of each, by turns, of which the median counts; each right after one of its kind that does not, so that what the others have put off is done and neither begins cold (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "48",
      description =
          "Bursts of ours before them, until the services are compiled (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--idle",
      paramLabel = "N",
      defaultValue = "200",
      description = "Alerts on an idle system, one after another (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--storm",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Acts of the storm (default: ${DEFAULT-VALUE}).")
  private int storm;

  private final Acts acts = new Acts();
  private final List<Ratio> ratios = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path repository = Path.of(System.getProperty("tocsin.repository", "."));
    try (var sinks = new Sinks();
        var posts = new PostedAlerts();
        var stand = new Stand(repository);
        var intake = stand.intake()) {
      say("data in %s; machine: %s".formatted(stand.folder(), Machine.describe()));
      PlainSmtp.rate(sinks.smtpPort(), 2_000);
      say(
          "the mail server's own ceiling: %.0f mails a second"
              .formatted(PlainSmtp.rate(sinks.smtpPort(), 4_000)));
      bursts(stand, intake, sinks, posts);
      try (var service = stand.alert(sinks, AlertingPlans.BY_BOTH)) {
        alone(stand, intake, sinks, posts);
        inStorm(stand, intake, service, sinks, posts);
      }
    }
    say("");
    ratios.forEach(ratio -> say(ratio.line()));
    return 0;
  }

  private void bursts(Stand stand, StartedService intake, Sinks sinks, PostedAlerts posts)
      throws IOException, InterruptedException {
    Optional<Path> program = Alertmanager.program();
    var bursts = new Bursts(stand, intake, sinks, posts, alerts);
    var ours = new ArrayList<Bursts.Burst>();
    var theirs = new ArrayList<Bursts.Burst>();
    try (var service = stand.alert(sinks, AlertingPlans.BY_MAIL)) {
      for (int round = 1; round <= warmUp; round++) {
        row("ours, warming up", bursts.ours(service));
        if (program.isPresent() && round % THEIRS_AFTER == 0) {
          // It is compiled already; what it alone has the mail server do is not.
          row("Alertmanager, warming up", bursts.alertmanager(program.get()));
        }
      }
      for (int round = 0; round < rounds; round++) {
        bursts.ours(service);
        ours.add(bursts.ours(service));
        row("ours", ours.getLast());
        if (program.isPresent()) {
          bursts.alertmanager(program.get());
          theirs.add(bursts.alertmanager(program.get()));
          row("Alertmanager", theirs.getLast());
        }
      }
    }
    if (theirs.isEmpty()) {
      say("prometheus-alertmanager is not installed: nothing to set the burst against");
      return;
    }
    ratios.add(
        new Ratio(
            "alert-burst",
            median(ours, Bursts.Burst::perSecond) / median(theirs, Bursts.Burst::perSecond),
            1.5));
    ratios.add(
        new Ratio(
            "alert-burst-p99", median(theirs, AlertBench::p99) / median(ours, AlertBench::p99), 1));
  }

  private static double median(List<Bursts.Burst> bursts, ToDoubleFunction<Bursts.Burst> of) {
    return Measured.median(bursts.stream().mapToDouble(of).toArray());
  }

  private static double p99(Bursts.Burst burst) {
    return Latencies.p99(burst.latencies());
  }

  /** One alert, by SMS and by e-mail; a few before it count for nothing. */
  private void alone(Stand stand, StartedService intake, Sinks sinks, PostedAlerts posts)
      throws IOException, InterruptedException {
    Target target = stand.intakeTarget(intake);
    var latencies = new Histogram(3);
    int before = Math.min(50, idle);
    for (int n = 0; n < before + idle; n++) {
      sinks.clear();
      var posted = posts.one(PostedAlerts.address(target), target.headers(), acts.killing());
      for (var arrival : sinks.await(2)) {
        if (n >= before) {
          latencies.recordValue(Math.max(0, arrival.at() - posted.answered()) / 1_000);
        }
      }
    }
    row("idle, from 202 to hand-over", latencies);
    ratios.add(new Ratio("alert-idle", IDLE_GOAL_MICROS / Latencies.p99(latencies), 1));
  }

  /** Extreme acts at the begin, in the middle and near the end of a mass arrest. */
  private void inStorm(
      Stand stand, StartedService intake, StartedService service, Sinks sinks, PostedAlerts posts)
      throws IOException, InterruptedException {
    Target target = stand.intakeTarget(intake);
    Target many =
        new Target(
            target.port(),
            target.path(),
            Map.of("Authorization", target.headers().get("Authorization")));
    sinks.clear();
    var extreme = new ArrayList<PostedAlerts.Posted>();
    long begin = System.nanoTime();
    try (var client = new Stream()) {
      for (int piece : new int[] {storm / 100, storm / 2, storm - storm / 2 - storm / 100}) {
        if (piece > 0) {
          client.send(many, () -> acts.arrest().getBytes(StandardCharsets.UTF_8), piece);
        }
        extreme.add(posts.one(PostedAlerts.address(target), target.headers(), acts.killing()));
      }
    }
    say("storm of %d sent in %.1f s".formatted(storm, (System.nanoTime() - begin) / 1e9));
    var begins = new HashMap<String, Long>();
    long worst = 0;
    for (var one : extreme) {
      String reference = "";
      while (reference.isEmpty()) {
        reference =
            posts.reference(PostedAlerts.alertsOf(service), stand.staff("on-call"), one.caseId());
      }
      begins.put(reference, one.begin());
    }
    for (var told : begins.entrySet()) {
      worst = Math.max(worst, handedOver(sinks, told.getKey()) - told.getValue());
    }
    say(
        "extreme acts in it, from POST to hand-over by both channels: %.0f ms at worst"
            .formatted(worst / 1e6));
    ratios.add(new Ratio("alert-storm-extreme", STORM_GOAL_MICROS / (worst / 1_000.0), 1));
  }

  /** When the second of two messages of an alert arrived. */
  private static long handedOver(Sinks sinks, String reference) throws InterruptedException {
    for (int wanted = 2; ; wanted++) {
      var own =
          sinks.await(wanted).stream()
              .filter(arrival -> arrival.text().contains(reference))
              .mapToLong(Sinks.Arrival::at)
              .sorted()
              .toArray();
      if (own.length >= 2) {
        return own[1];
      }
    }
  }

  private void row(String name, Bursts.Burst burst) {
    say("burst of %d, %s: %.0f mails a second".formatted(alerts, name, burst.perSecond()));
    row("from POST to acceptance", burst.latencies());
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
