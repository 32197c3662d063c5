package org.tocsin.cluster.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tocsin.cluster.inbox.Inbox;
import org.tocsin.cluster.kafka.Broker;
import org.tocsin.cluster.kafka.Node;
import org.tocsin.cluster.mail.SmtpSink;
import org.tocsin.cluster.postgres.Database;
import org.tocsin.cluster.postgres.Postgres;
import org.tocsin.cluster.secrets.SecretFiles;
import org.tocsin.cluster.secrets.Secrets;
import org.tocsin.cluster.sms.SmscSimulator;
import org.tocsin.cluster.status.PartHealth;
import org.tocsin.cluster.status.StatusPage;

/** All parts of one embedded cluster, started in order and stopped in the opposite one. */
final class Cluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String SYSTEM_ID = "tocsin";
  private static final Duration READY = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataFolder data;
  private final Ports ports;
  private final Consumer<String> console;
  private final Secrets secrets;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final List<Service> services = new CopyOnWriteArrayList<>();
  private Kept<Broker> broker;
  private Kept<Postgres> postgres;
  private boolean closed;

  Cluster(DataFolder data, Ports ports, Consumer<String> console) {
    this.data = data;
    this.ports = ports;
    this.console = console;
    this.secrets = new Secrets(data.path().resolve("secrets"));
  }

  /** Starts everything and returns when every health check passes. */
  void start(Path repository) throws IOException, InterruptedException {
    Files.deleteIfExists(description());
    var inbox = new Inbox(data.sub("inbox"));
    part("kafka", () -> broker = kafka());
    part("postgres", () -> postgres = postgres());
    part("smtp", () -> SmtpSink.start(LOOPBACK, ports.smtp(), inbox::add));
    part(
        "smpp",
        () -> SmscSimulator.start(LOOPBACK, ports.smpp(), SYSTEM_ID, smppPassword(), inbox::add));
    part(
        "status page", () -> StatusPage.start(LOOPBACK, ports.status(), this::health, inbox::json));
    service(repository, "intake", ports.intake(), this::intakeSettings);
    service(repository, "registry", ports.registry(), this::registrySettings);
    Path alerting = data.once("alerting.yaml", repository.resolve("deploy/alerting/alerting.yaml"));
    service(repository, "alert", ports.alert(), () -> alertSettings(alerting));
    awaitServices();
    writeDescription();
  }

  private synchronized void writeDescription() throws IOException {
    requireOpen();
    SecretFiles.write(
        description(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(describe()));
  }

  /** The file that says where everything is, there while all is ready. */
  Path description() {
    return data.path().resolve("cluster.json");
  }

  ObjectNode describe() {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", "http://localhost:" + ports.status());
    services.forEach(service -> json.put(service.name().replace("-service", ""), service.url()));
    json.put("inbox", "http://localhost:" + ports.status() + "/inbox");
    json.put("kafka", broker.part().bootstrapServers());
    json.put("postgres", LOOPBACK + ":" + ports.postgres());
    json.put("smtp", LOOPBACK + ":" + ports.smtp());
    json.put("smpp", LOOPBACK + ":" + ports.smpp());
    ObjectNode credentials = json.putObject("credentials");
    credentials
        .putObject("partner")
        .put("organisation", Secrets.FIRST_PARTNER)
        .put("apiKey", secrets.partnerKey());
    ObjectNode staff = credentials.putObject("staff");
    secrets.staffPasswords().forEach(staff::put);
    return json;
  }

  /**
   * Ends all parts, the last started first; waits for one that is just being started, so that none
   * is left behind, and goes on to the others if one does not end.
   */
  @Override
  public synchronized void close() {
    closed = true;
    var trouble = new IllegalStateException("a part did not end");
    attempt(() -> Files.deleteIfExists(description()), trouble);
    while (!started.isEmpty()) {
      attempt(started.pop(), trouble);
    }
    attempt(() -> Leftovers.end(data.path()), trouble);
    attempt(data, trouble);
    if (trouble.getSuppressed().length > 0) {
      throw trouble;
    }
  }

  private static void attempt(AutoCloseable end, IllegalStateException trouble) {
    try {
      end.close();
    } catch (Exception e) {
      trouble.addSuppressed(e);
    }
  }

  private Kept<Broker> kafka() {
    return new Kept<>(
        "kafka",
        () -> {
          Broker started =
              Broker.start(data.sub("kafka"), Node.alone(ports.kafka(), ports.kafkaController()));
          Leftovers.remember(data.path(), "kafka", started.process());
          return started;
        },
        Broker::process,
        console);
  }

  private Kept<Postgres> postgres() {
    return new Kept<>(
        "postgres",
        () ->
            Postgres.start(
                data.path().resolve("postgres"),
                data.path().resolve("postgres-programs"),
                ports.postgres(),
                secrets.password("postgres")),
        Postgres::process,
        console);
  }

  private synchronized void part(String name, Supplier<? extends AutoCloseable> start) {
    requireOpen();
    Instant begin = Instant.now();
    try {
      started.push(start.get());
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new Refusal(name + " did not start: " + e.getMessage());
    }
    console.accept(
        "  %-16s ready in %.1f s"
            .formatted(name, Duration.between(begin, Instant.now()).toMillis() / 1000.0));
  }

  private void requireOpen() {
    if (closed) {
      throw new Refusal("stopped before it was ready");
    }
  }

  private synchronized void service(
      Path repository, String name, int port, Supplier<Map<String, String>> settings) {
    requireOpen();
    Path jar = repository.resolve(name + "-service/target/quarkus-app/quarkus-run.jar");
    if (Files.notExists(jar)) {
      throw new Refusal(jar + " is missing; start with ./tocsin up, which builds it");
    }
    var service = new Service(name + "-service", port, data, jar, settings.get(), console);
    service.start();
    started.push(service);
    services.add(service);
  }

  private void awaitServices() throws InterruptedException {
    Instant begin = Instant.now();
    for (Service service : services) {
      while (!service.isReady()) {
        if (Duration.between(begin, Instant.now()).compareTo(READY) > 0) {
          throw new Refusal(
              service.name()
                  + " is not ready after "
                  + READY.toSeconds()
                  + " s; see "
                  + data.path().resolve("logs"));
        }
        Thread.sleep(100);
      }
      console.accept(
          "  %-16s ready in %.1f s"
              .formatted(
                  service.name(), Duration.between(begin, Instant.now()).toMillis() / 1000.0));
    }
  }

  private Map<String, String> intakeSettings() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS", broker.part().bootstrapServers(),
        "TOCSIN_STAFF_FILE", secrets.staffFile().toString(),
        "TOCSIN_SEALING_KEYSET_FILE", secrets.keysetFile().toString(),
        "TOCSIN_PEER_KEY_FILE", secrets.peerKeyFile().toString(),
        "TOCSIN_REGISTRY_URL", "http://" + LOOPBACK + ":" + ports.registry(),
        "TOCSIN_IDENTITY_SECRET_FILE", secrets.identityFile().toString(),
        "TOCSIN_PARTNER_FIRST_ORGANISATION", Secrets.FIRST_PARTNER,
        "TOCSIN_PARTNER_FIRST_API_KEY_SHA256", secrets.partnerKeyHash());
  }

  private Map<String, String> registrySettings() {
    Map<String, String> settings = followerSettings("registry");
    settings.put("TOCSIN_SEALING_KEYSET_FILE", secrets.keysetFile().toString());
    settings.put("TOCSIN_PEER_KEY_FILE", secrets.peerKeyFile().toString());
    settings.put("TOCSIN_IDENTITY_SECRET_FILE", secrets.identityFile().toString());
    return settings;
  }

  private Map<String, String> alertSettings(Path alerting) {
    Map<String, String> settings = followerSettings("alert");
    settings.put("TOCSIN_ALERTING_FILE", alerting.toString());
    settings.put("TOCSIN_PEER_KEY_FILE", secrets.peerKeyFile().toString());
    settings.put("TOCSIN_REGISTRY_URL", "http://" + LOOPBACK + ":" + ports.registry());
    settings.put("TOCSIN_CONSOLE_URL", "http://localhost:" + ports.alert() + "/");
    settings.putAll(
        unlessGiven(
            Map.of("QUARKUS_MAILER_HOST", LOOPBACK, "QUARKUS_MAILER_PORT", "" + ports.smtp())));
    settings.putAll(
        unlessGiven(
            Map.of(
                "TOCSIN_SMS_SMPP_HOST",
                LOOPBACK,
                "TOCSIN_SMS_SMPP_PORT",
                "" + ports.smpp(),
                "TOCSIN_SMS_SMPP_SYSTEM_ID",
                SYSTEM_ID,
                "TOCSIN_SMS_SMPP_PASSWORD",
                smppPassword())));
    return settings;
  }

  /** A sink, unless the environment of {@code up} names a provider: then nothing of the sink. */
  private static Map<String, String> unlessGiven(Map<String, String> sink) {
    return sink.keySet().stream().anyMatch(System.getenv()::containsKey) ? Map.of() : sink;
  }

  /** What a service needs that follows the log into a database of its own. */
  private Map<String, String> followerSettings(String name) {
    Database database =
        postgres.part().database("tocsin_" + name, secrets.password(name + "-database"));
    return new HashMap<>(
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", broker.part().bootstrapServers(),
            "TOCSIN_STAFF_FILE", secrets.staffFile().toString(),
            "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
            "QUARKUS_DATASOURCE_USERNAME", database.username(),
            "QUARKUS_DATASOURCE_PASSWORD", database.password()));
  }

  /** SMPP takes passwords of at most 8 characters (SMPP 3.4, section 5.2.2). */
  private String smppPassword() {
    return secrets.password("smpp").substring(0, 8);
  }

  private List<PartHealth> health() {
    var parts = new ArrayList<PartHealth>();
    services.forEach(
        service -> parts.add(new PartHealth(service.name(), service.isReady(), service.url())));
    parts.add(new PartHealth("kafka", broker.isAlive(), broker.part().bootstrapServers()));
    parts.add(
        new PartHealth(
            "postgres", Reachable.on(ports.postgres()), LOOPBACK + ":" + ports.postgres()));
    parts.add(new PartHealth("smtp", Reachable.on(ports.smtp()), LOOPBACK + ":" + ports.smtp()));
    parts.add(new PartHealth("smpp", Reachable.on(ports.smpp()), LOOPBACK + ":" + ports.smpp()));
    return parts;
  }
}
