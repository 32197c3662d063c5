package org.tocsin.acceptance.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.mail.SmtpSink;

/**
 * How fast mails go out that are waiting when the mail server comes back: over kept connections,
 * over a connection for each, and encrypted. A stand-in gives the briefs at once: what the registry
 * takes is measured by {@code bench registry}.
 */
final class MailRates {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int WARM_UP = 300;
  private static final double POOLED_GOAL = 1;
  private static final double ENCRYPTED_GOAL = 0.333;
  private static final long PATIENCE_SECONDS = 120;

  private static final String BRIEF =
      """
      {"people": [{"kind": "person", "nationality": "LI", "names": [{"text": "Nobody Example"}]}], "status": "deceased",
       "acts": [{"actType": "killing", "severity": "extreme", "incidentState": "LI", "responsibleState": "LI",
                 "occurredAt": {"value": "2026-11-20", "precision": "day"}, "place": "Nowhere", "summary": "%s"}]}
      """
          .formatted("What a partner writes in a summary. ".repeat(20));

  private final Stand stand;
  private final StartedService intake;
  private final Sinks sinks;
  private final PostedAlerts posts;
  private final int mails;
  private final Acts acts = new Acts();

  /**
   * A comparison.
   *
   * @param mails of each kind
   */
  MailRates(Stand stand, StartedService intake, Sinks sinks, PostedAlerts posts, int mails) {
    this.stand = stand;
    this.intake = intake;
    this.sinks = sinks;
    this.posts = posts;
    this.mails = mails;
  }

  List<Ratio> compare(Consumer<String> say) throws IOException, InterruptedException {
    double pooled = perSecond("", Map.of());
    double single = perSecond("", Map.of("QUARKUS_MAILER_KEEP_ALIVE", "false"));
    double encrypted;
    var registry = registry();
    try {
      encrypted =
          perSecond(
              key(),
              Map.of(
                  "TOCSIN_REGISTRY_URL",
                  "http://" + LOOPBACK + ":" + registry.getAddress().getPort()));
    } finally {
      registry.stop(0);
    }
    say.accept(
        "mails a second: kept connections %.0f, a connection for each %.0f, encrypted %.0f"
            .formatted(pooled, single, encrypted));
    return List.of(
        new Ratio("mail-pooled", pooled / single, POOLED_GOAL),
        new Ratio("mail-encrypted", encrypted / pooled, ENCRYPTED_GOAL));
  }

  private double perSecond(String key, Map<String, String> settings)
      throws IOException, InterruptedException {
    int port = FreePorts.one();
    var all = new HashMap<>(settings);
    all.put("QUARKUS_MAILER_PORT", "" + port);
    try (var service = stand.alert(sinks, AlertingPlans.toOneMailbox(key), all)) {
      drained(service, port, WARM_UP, !key.isEmpty());
      return drained(service, port, mails, !key.isEmpty());
    }
  }

  /** Mails a second, from the first to the last, after all have been waiting. */
  private double drained(StartedService service, int port, int count, boolean encrypted)
      throws IOException, InterruptedException {
    Target target = stand.intakeTarget(intake);
    var posted =
        posts.all(PostedAlerts.address(target), target.headers(), n -> acts.killing(), count);
    for (var one : posted) {
      while (posts
          .reference(PostedAlerts.alertsOf(service), stand.staff("on-call"), one.caseId())
          .isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    var arrivals = new ConcurrentLinkedQueue<Long>();
    var others = new ConcurrentLinkedQueue<String>();
    var smtp =
        SmtpSink.start(
            LOOPBACK,
            port,
            mail -> {
              if (mail.source().contains("multipart/encrypted") != encrypted) {
                others.add(mail.subject());
              }
              arrivals.add(System.nanoTime());
            });
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (arrivals.size() < count) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "of " + count + " mails " + arrivals.size() + " have arrived");
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } finally {
      smtp.close();
    }
    if (!others.isEmpty()) {
      throw new IllegalStateException(others.size() + " mails are not as they should be");
    }
    var times = new ArrayList<>(arrivals);
    times.sort(null);
    return (count - 1) * 1e9 / (times.getLast() - times.getFirst());
  }

  private static HttpServer registry() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] brief = BRIEF.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, brief.length);
          exchange.getResponseBody().write(brief);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Of nobody: the private half was thrown away. */
  private static String key() throws IOException {
    try (var in = MailRates.class.getResourceAsStream("/mail-bench-key.asc")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
