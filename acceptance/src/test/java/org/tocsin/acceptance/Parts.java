package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.tocsin.acceptance.bench.StartedService;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.cluster.kafka.Broker;
import org.tocsin.cluster.postgres.Database;
import org.tocsin.cluster.postgres.Postgres;
import org.tocsin.cluster.secrets.Secrets;

/**
 * The parts of a cluster without a launcher that starts again what dies: a broker, a database
 * server, and services as the test wants them. The data folder is that of a launcher, or a new one.
 */
final class Parts implements AutoCloseable {

  static final int PARTITIONS = 12;

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final String GROUP = "tocsin.registry";

  private final Path data;
  private final Secrets secrets;
  private final Broker broker;
  private final Postgres postgres;

  Parts(Path data) throws IOException {
    this.data = data;
    this.secrets = new Secrets(Files.createDirectories(data).resolve("secrets"));
    this.broker = Infrastructure.ownBroker(data.resolve("kafka"), FreePorts.one(), FreePorts.one());
    this.postgres =
        Postgres.start(data.resolve("postgres"), FreePorts.one(), secrets.password("postgres"));
  }

  /** A database for a registry: that of the launcher, or another. */
  Database database(String name) {
    return postgres.database(name, secrets.password("registry-database"));
  }

  StartedService intake() throws IOException, InterruptedException {
    return service(
        "intake",
        "intake",
        Map.of(
            "TOCSIN_PARTNER_FIRST_ORGANISATION",
            Secrets.FIRST_PARTNER,
            "TOCSIN_PARTNER_FIRST_API_KEY_SHA256",
            secrets.partnerKeyHash(),
            "TOCSIN_QUOTA_EVENTS_PER_SECOND",
            "1000000"));
  }

  /** A registry that the brokers know by this name. */
  StartedService registry(String name, Database database) throws IOException, InterruptedException {
    return service(
        "registry",
        name,
        Map.of(
            "KAFKA_CLIENT_ID", name,
            "TOCSIN_PEER_KEY_FILE", secrets.peerKeyFile().toString(),
            "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
            "QUARKUS_DATASOURCE_USERNAME", database.username(),
            "QUARKUS_DATASOURCE_PASSWORD", database.password()));
  }

  private StartedService service(String kind, String name, Map<String, String> more)
      throws IOException, InterruptedException {
    var environment = new HashMap<>(more);
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    environment.put("TOCSIN_STAFF_FILE", secrets.staffFile().toString());
    environment.put("TOCSIN_IDENTITY_SECRET_FILE", secrets.identityFile().toString());
    environment.put("TOCSIN_SEALING_KEYSET_FILE", secrets.keysetFile().toString());
    return StartedService.start(
        REPOSITORY.resolve(kind + "-service/target/quarkus-app/quarkus-run.jar"),
        data.resolve("run-" + name),
        FreePorts.one(),
        environment,
        "/q/health/ready");
  }

  Person partner() {
    return new Person("Bearer " + secrets.partnerKey());
  }

  Person desk() {
    return Person.staff("desk", secrets.staffPasswords().get("desk"));
  }

  /** Which partitions of the record each registry has, as the brokers see it. */
  Map<String, Set<Integer>> shares() throws InterruptedException, ExecutionException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var shares = new TreeMap<String, Set<Integer>>();
      var group = admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
      group
          .members()
          .forEach(
              member -> {
                Set<Integer> has = shares.computeIfAbsent(member.clientId(), _ -> new TreeSet<>());
                member.assignment().topicPartitions().forEach(p -> has.add(p.partition()));
              });
      return shares;
    }
  }

  /** How many records the record has. */
  long records() throws InterruptedException, ExecutionException {
    return LogEnds.of(broker.bootstrapServers(), List.of(LogEnds.RECORD));
  }

  /**
   * Has a new registry read the whole log into a database of its own, with nothing that disturbs
   * it, and compares every table with those of the one given, which may first read what came while
   * it was being stopped. No other registry may be running.
   */
  void assertAsUndisturbed(Database given)
      throws IOException, InterruptedException, SQLException, ExecutionException {
    var disturbed = new Projected(given);
    if (!LogEnds.areReached(broker.bootstrapServers(), disturbed)) {
      readToTheEnd("disturbed", given);
    }
    Database database = database("tocsin_undisturbed");
    var undisturbed = new Projected(database);
    long begin = System.nanoTime();
    readToTheEnd("undisturbed", database);
    System.out.printf(
        "undisturbed: %d records read in %.1f s%n",
        undisturbed.read(), (System.nanoTime() - begin) / 1e9);
    Map<String, String> expected = undisturbed.digests();
    Map<String, String> actual = disturbed.digests();
    var differences = new StringBuilder();
    for (String table : expected.keySet()) {
      if (!expected.get(table).equals(actual.get(table))) {
        differences.append(
            "%n%s: only disturbed %s%n  only undisturbed %s"
                .formatted(
                    table,
                    disturbed.without(undisturbed, table),
                    undisturbed.without(disturbed, table)));
      }
    }
    assertEquals(expected, actual, differences::toString);
    System.out.println("equal, table by table: " + actual);
  }

  private void readToTheEnd(String name, Database database)
      throws IOException, InterruptedException {
    StartedService registry = registry(name, database);
    try (registry) {
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .until(() -> LogEnds.areReached(broker.bootstrapServers(), new Projected(database)));
    }
  }

  @Override
  public void close() {
    postgres.close();
    broker.close();
  }
}
