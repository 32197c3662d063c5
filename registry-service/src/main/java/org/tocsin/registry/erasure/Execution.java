package org.tocsin.registry.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.registry.alerted.AlertedTable;
import org.tocsin.registry.sealing.DestroyedKeys;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.log.ErasureProof;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/**
 * Carries orders out, step by step. What is written goes into {@code sealing-keys} and comes back
 * from there into the tables, by which the next step is chosen: nothing is remembered here.
 */
@ApplicationScoped
class Execution {

  private static final int TOMBSTONES_AT_ONCE = 1_000;
  private static final Duration COMPACTED_WITHIN = Duration.ofHours(1);
  private static final Duration COMES_BACK = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final DataSource dataSource;
  private final LogWriter log;
  private final Progress progress;
  private final DestroyedKeys keys;
  private final Search search;
  private final Readings readings;
  private final Remains remains;
  private final AlertedTable alerted;
  private final List<ErasedData> derived;
  private final ObjectMapper json;
  private final Duration scanEvery;
  private final Clock clock = Clock.systemUTC();
  private Instant repeated = Instant.MIN;

  Execution(
      DataSource dataSource,
      LogWriter log,
      Progress progress,
      DestroyedKeys keys,
      Search search,
      Readings readings,
      Remains remains,
      AlertedTable alerted,
      @All List<ErasedData> derived,
      ObjectMapper json,
      @ConfigProperty(name = "tocsin.erasure.scan-every", defaultValue = "60S")
          Duration scanEvery) {
    this.dataSource = dataSource;
    this.log = log;
    this.progress = progress;
    this.keys = keys;
    this.search = search;
    this.readings = readings;
    this.remains = remains;
    this.alerted = alerted;
    this.derived = derived;
    this.json = json;
    this.scanEvery = scanEvery;
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /**
   * Does the next step of an order.
   *
   * @return whether it is worth going on at once
   */
  boolean advance(ErasureOrder order) throws SQLException, InterruptedException {
    Facts facts = facts(order);
    return switch (Step.next(facts)) {
      case MARK -> {
        mark(order);
        yield comesBack(() -> facts(order).marked());
      }
      case WRITE_TOMBSTONES -> {
        writeTombstones();
        yield comesBack(() -> facts(order).keysDue() == 0);
      }
      case ERASE_DERIVED -> {
        eraseDerived(order);
        yield true;
      }
      case SCAN -> isScanDue(order) && scan(order);
      case ALLOW_CASES -> {
        for (String owner : order.ofCases()) {
          append(ErasureMark.erased(owner, order.orderedAt()).allowing(clock.instant()));
        }
        yield comesBack(() -> !facts(order).casesRefused());
      }
      case DONE -> false;
    };
  }

  /** Destroys condemned keys of any owner in the log; one that is destroyed already stays so. */
  void writeTombstones() throws SQLException {
    write(in(connection -> keys.due(connection, TOMBSTONES_AT_ONCE)));
  }

  /**
   * Writes the tombstones of the last hour again, now and then: a segment of the topic is only
   * closed, and then compacted, when something more comes into its partition.
   */
  synchronized void repeatTombstones() throws SQLException {
    Instant now = clock.instant();
    if (repeated.plus(scanEvery).isAfter(now)) {
      return;
    }
    repeated = now;
    write(in(c -> keys.destroyedAfter(c, now.minus(COMPACTED_WITHIN), TOMBSTONES_AT_ONCE)));
  }

  private void write(List<KeyName> due) {
    CompletableFuture.allOf(
            due.stream()
                .map(
                    name ->
                        log.appendBeside(Topics.SEALING_KEYS, name.owner(), name.toString(), null))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void mark(ErasureOrder order) {
    for (String owner : order.owners()) {
      append(ErasureMark.erased(owner, order.orderedAt()));
    }
  }

  void append(ErasureMark mark) {
    log.appendBeside(Topics.SEALING_KEYS, mark.owner(), mark.key(), mark.value()).join();
  }

  private int eraseDerived(ErasureOrder order) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var rows = new TreeMap<String, Integer>();
        for (ErasedData data : derived) {
          rows.merge(data.name(), data.erase(connection, order.covered()), Integer::sum);
        }
        progress.derivedErased(connection, order, rows);
        connection.commit();
        return rows.values().stream().mapToInt(Integer::intValue).sum();
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      }
    }
  }

  private boolean isScanDue(ErasureOrder order) throws SQLException {
    Instant last = in(connection -> progress.noted(connection, order)).scannedAt();
    return last == null || !last.plus(scanEvery).isAfter(clock.instant());
  }

  /** Certifies that nothing is left; otherwise it is looked again later. */
  private boolean scan(ErasureOrder order) throws SQLException, InterruptedException {
    Step.Found found = in(connection -> search.look(connection, order));
    boolean clean = eraseDerived(order) == 0 && Step.mayCertify(found, facts(order));
    in(
        connection -> {
          progress.scanned(connection, order, clock.instant(), found.left());
          return found;
        });
    if (!clean) {
      return false;
    }
    var proof =
        new ErasureProof(
            order.defender().toString(), order.id(), Optional.of(certificate(order, found)));
    log.appendBeside(Topics.SEALING_KEYS, proof.owner(), proof.key(), proof.value()).join();
    return comesBack(() -> facts(order).certified());
  }

  private String certificate(ErasureOrder order, Step.Found found) throws SQLException {
    Search.Events events = in(connection -> search.events(connection, order));
    DestroyedKeys.Count count = in(connection -> keys.count(connection, order.owners()));
    Progress.Noted noted = in(connection -> progress.noted(connection, order));
    var about = new HashSet<String>();
    order.defenders().forEach(owner -> about.add("defender/" + owner));
    events.subjects().forEach(subject -> about.add("case/" + subject));
    var certificate =
        new Certificate(
            order.id(),
            order.covered(),
            order.ground(),
            order.orderedBy(),
            order.orderedAt(),
            clock.instant(),
            count.destroyed(),
            count.epochs(),
            events.sealed(),
            events.subjects(),
            noted.derivedRows(),
            found.extents(),
            readings.of(about),
            events.origins(),
            order.cases(),
            in(connection -> remains.of(connection, events.subjects(), order.covered())),
            in(connection -> alerted.ofCases(connection, events.subjects())));
    try {
      return json.writeValueAsString(certificate);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a certificate is ids and counts", e);
    }
  }

  private Facts facts(ErasureOrder order) throws SQLException {
    return in(connection -> progress.facts(connection, order));
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  /** Waits until what was written has come back into the tables; false if it takes long. */
  private boolean comesBack(Condition condition) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + COMES_BACK.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return true;
  }

  private <T> T in(Question<T> question) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return question.ask(connection);
    }
  }
}
