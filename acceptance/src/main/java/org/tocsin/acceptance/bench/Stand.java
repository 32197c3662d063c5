package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.kafka.Broker;
import org.tocsin.cluster.kafka.Node;
import org.tocsin.cluster.postgres.Database;
import org.tocsin.cluster.postgres.Postgres;
import org.tocsin.cluster.secrets.Secrets;

/**
 * The parts of one bench: a broker, the services by turns, and a folder that is deleted at the end.
 */
final class Stand implements AutoCloseable {

  static final String YARDSTICK_TOPIC = "yardstick";

  private static final int PARTITIONS = 12;
  private static final long ROOM_IN_MEMORY = 10L << 30;

  /** What the yardstick leaves on the disk at most, by partition. */
  private static final String BYTES = "134217728";

  private final Path repository;
  private final Path folder;
  private final Broker broker;
  private final Secrets secrets;
  private Postgres postgres;

  Stand(Path repository) throws IOException {
    this.repository = repository;
    this.folder = Files.createTempDirectory(fastest(), "tocsin-bench");
    System.setProperty(Broker.UNFLUSHED, "true");
    this.broker =
        Broker.start(folder.resolve("kafka"), Node.alone(FreePorts.one(), FreePorts.one()));
    // Also where the bench is stopped by Ctrl-C.
    Runtime.getRuntime().addShutdownHook(new Thread(this::clear));
    this.secrets = new Secrets(folder.resolve("secrets"));
  }

  /** In memory where there is room, so that the figures do not tell of the disk. */
  private static Path fastest() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM_IN_MEMORY
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Where the data lie. */
  Path folder() {
    return folder;
  }

  String brokers() {
    return broker.bootstrapServers();
  }

  StartedService intake() throws IOException, InterruptedException {
    return StartedService.start(
        repository.resolve("intake-service/target/quarkus-app/quarkus-run.jar"),
        folder.resolve("intake"),
        FreePorts.one(),
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", brokers(),
            "TOCSIN_IDENTITY_SECRET_FILE", secrets.identityFile().toString(),
            "TOCSIN_SEALING_KEYSET_FILE", secrets.keysetFile().toString(),
            "TOCSIN_STAFF_FILE", secrets.staffFile().toString(),
            "TOCSIN_PARTNER_FIRST_ORGANISATION", Secrets.FIRST_PARTNER,
            "TOCSIN_PARTNER_FIRST_API_KEY_SHA256", secrets.partnerKeyHash(),
            // No quota comes between: the figure is what the service can do.
            "TOCSIN_QUOTA_EVENTS_PER_SECOND", "1000000"),
        "/q/health/ready");
  }

  /** The registry's database, on a server that is started with the first call. */
  Database database() throws IOException {
    return postgres().database("tocsin_registry", secrets.password("registry-database"));
  }

  private Postgres postgres() throws IOException {
    if (postgres == null) {
      postgres =
          Postgres.start(folder.resolve("postgres"), FreePorts.one(), secrets.password("postgres"));
    }
    return postgres;
  }

  /**
   * The alert-service, telling into these sinks.
   *
   * @param plan whom it tells, by what (docs/alerting.md)
   */
  StartedService alert(Sinks sinks, String plan) throws IOException, InterruptedException {
    return alert(sinks, plan, Map.of());
  }

  /**
   * The same with settings of one's own.
   *
   * @param settings environment variables
   */
  StartedService alert(Sinks sinks, String plan, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path file = folder.resolve("alerting.yaml");
    Files.writeString(file, plan);
    Database database = postgres().database("tocsin_alert", secrets.password("alert-database"));
    var environment =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", brokers()),
                Map.entry("TOCSIN_IDENTITY_SECRET_FILE", secrets.identityFile().toString()),
                Map.entry("TOCSIN_SEALING_KEYSET_FILE", secrets.keysetFile().toString()),
                Map.entry("TOCSIN_PEER_KEY_FILE", secrets.peerKeyFile().toString()),
                Map.entry("TOCSIN_STAFF_FILE", secrets.staffFile().toString()),
                Map.entry("TOCSIN_ALERTING_FILE", file.toString()),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl()),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", database.username()),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", database.password()),
                Map.entry("QUARKUS_MAILER_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MAILER_PORT", "" + sinks.smtpPort()),
                Map.entry("TOCSIN_SMS_SMPP_HOST", "127.0.0.1"),
                Map.entry("TOCSIN_SMS_SMPP_PORT", "" + sinks.smppPort()),
                Map.entry("TOCSIN_SMS_SMPP_SYSTEM_ID", Sinks.SMPP_USER),
                Map.entry("TOCSIN_SMS_SMPP_PASSWORD", Sinks.SMPP_PASSWORD)));
    environment.putAll(settings);
    return StartedService.start(
        repository.resolve("alert-service/target/quarkus-app/quarkus-run.jar"),
        folder.resolve("alert"),
        FreePorts.one(),
        environment,
        "/q/health/ready");
  }

  StartedService registry() throws IOException, InterruptedException {
    Database database = database();
    return StartedService.start(
        repository.resolve("registry-service/target/quarkus-app/quarkus-run.jar"),
        folder.resolve("registry"),
        FreePorts.one(),
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", brokers(),
            "TOCSIN_IDENTITY_SECRET_FILE", secrets.identityFile().toString(),
            "TOCSIN_SEALING_KEYSET_FILE", secrets.keysetFile().toString(),
            "TOCSIN_PEER_KEY_FILE", secrets.peerKeyFile().toString(),
            "TOCSIN_STAFF_FILE", secrets.staffFile().toString(),
            "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
            "QUARKUS_DATASOURCE_USERNAME", database.username(),
            "QUARKUS_DATASOURCE_PASSWORD", database.password()),
        "/q/health/ready");
  }

  /** The Authorization header of a staff user. */
  String staff(String user) {
    String credential = user + ":" + secrets.staffPasswords().get(user);
    return "Basic "
        + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
  }

  Target intakeTarget(StartedService intake) {
    return new Target(
        intake.port(),
        "/v1/events",
        Map.of(
            "Authorization",
            "Bearer " + secrets.partnerKey(),
            "Content-Type",
            "application/cloudevents+json"));
  }

  StartedService yardstick() throws IOException, InterruptedException {
    makeTopic();
    return StartedService.start(
        repository.resolve("yardstick/target/quarkus-app/quarkus-run.jar"),
        folder.resolve("yardstick"),
        FreePorts.one(),
        Map.of("KAFKA_BOOTSTRAP_SERVERS", brokers(), "YARDSTICK_TOPIC", YARDSTICK_TOPIC),
        "/");
  }

  static Target yardstickTarget(StartedService yardstick) {
    return new Target(
        yardstick.port(), "/produce", Map.of("Content-Type", "application/cloudevents+json"));
  }

  private void makeTopic() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      if (!admin.listTopics().names().get().contains(YARDSTICK_TOPIC)) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(YARDSTICK_TOPIC, PARTITIONS, (short) 1)
                        .configs(
                            Map.of(
                                "message.timestamp.type", "LogAppendTime",
                                "retention.bytes", BYTES,
                                "segment.bytes", "67108864"))))
            .all()
            .get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the yardstick's topic cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clear() {
    broker.kill();
    try {
      deleteFolder();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
    broker.close();
    deleteFolder();
  }

  private void deleteFolder() throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
