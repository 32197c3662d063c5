package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Many alerts at once, each to two mailboxes, until the last mail has arrived. */
final class Bursts {

  private static final int MAILBOXES = 2;
  private static final Pattern REFERENCE = Pattern.compile("T-[0-9A-Z]{8}");
  private static final Pattern NUMBER = Pattern.compile("alert ([0-9]+)");

  /**
   * What one burst came to.
   *
   * @param perSecond mails a second, from the first POST to the last mail
   * @param latencies from POST to the mail server's acceptance, in microseconds
   */
  record Burst(double perSecond, Histogram latencies) {}

  private final Stand stand;
  private final StartedService intake;
  private final Sinks sinks;
  private final PostedAlerts posts;
  private final int alerts;
  private final Acts acts = new Acts();
  private int started;

  Bursts(Stand stand, StartedService intake, Sinks sinks, PostedAlerts posts, int alerts) {
    this.stand = stand;
    this.intake = intake;
    this.sinks = sinks;
    this.posts = posts;
    this.alerts = alerts;
  }

  /** Ours, all of it durable. */
  Burst ours(StartedService service) throws IOException, InterruptedException {
    Target target = stand.intakeTarget(intake);
    sinks.clear();
    var posted =
        posts.all(PostedAlerts.address(target), target.headers(), n -> acts.killing(), alerts);
    var arrivals = sinks.await(alerts * MAILBOXES);
    var begins = new HashMap<String, Long>();
    for (var one : posted) {
      begins.put(
          posts.reference(PostedAlerts.alertsOf(service), stand.staff("on-call"), one.caseId()),
          one.begin());
    }
    return burst(posted, arrivals, REFERENCE, begins);
  }

  /** The yardstick, as a process of its own. */
  Burst alertmanager(Path program) throws IOException, InterruptedException {
    Path folder = stand.folder().resolve("alertmanager-" + ++started);
    try (var manager = Alertmanager.start(program, folder, sinks.smtpPort())) {
      sinks.clear();
      Map<String, String> json = Map.of("Content-Type", "application/json");
      var posted = posts.all(manager.address(), json, Alertmanager::alert, alerts);
      var arrivals = sinks.await(alerts * MAILBOXES);
      var begins = new HashMap<String, Long>();
      for (int n = 0; n < posted.size(); n++) {
        begins.put("" + n, posted.get(n).begin());
      }
      return burst(posted, arrivals, NUMBER, begins);
    }
  }

  private static Burst burst(
      List<PostedAlerts.Posted> posted,
      List<Sinks.Arrival> arrivals,
      Pattern name,
      Map<String, Long> begins) {
    var latencies = new Histogram(3);
    long last = 0;
    for (var arrival : arrivals) {
      latencies.recordValue((arrival.at() - begins.get(found(name, arrival.text()))) / 1_000);
      last = Math.max(last, arrival.at());
    }
    long first = posted.stream().mapToLong(PostedAlerts.Posted::begin).min().orElseThrow();
    return new Burst(arrivals.size() * 1e9 / (last - first), latencies);
  }

  private static String found(Pattern name, String text) {
    Matcher matcher = name.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("a message that belongs to no alert: " + text);
    }
    return matcher.group(matcher.groupCount());
  }
}
