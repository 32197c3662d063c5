package org.tocsin.registry.erasure;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.sealing.KeyName;
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
  private final Certifying certifying;
  private final List<ErasedData> derived;
  private final Duration scanEvery;
  private final Clock clock = Clock.systemUTC();
  private Instant repeated = Instant.MIN;

  Execution(
      DataSource dataSource,
      LogWriter log,
      Progress progress,
      DestroyedKeys keys,
      Search search,
      Certifying certifying,
      @All List<ErasedData> derived,
      @ConfigProperty(name = "tocsin.erasure.scan-every", defaultValue = "60S")
          Duration scanEvery) {
    this.dataSource = dataSource;
    this.log = log;
    this.progress = progress;
    this.keys = keys;
    this.search = search;
    this.certifying = certifying;
    this.derived = derived;
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
    DoneSoFar done = done(order);
    return switch (Step.next(done)) {
      case MARK -> {
        mark(order);
        yield comesBack(() -> done(order).marked());
      }
      case WRITE_TOMBSTONES -> {
        writeTombstones();
        yield comesBack(() -> done(order).keysDue() == 0);
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
        yield comesBack(() -> !done(order).casesRefused());
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
    boolean clean = eraseDerived(order) == 0 && Step.mayCertify(found, done(order));
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
            order.defender().toString(),
            order.id(),
            Optional.of(in(connection -> certifying.certificate(connection, order, found))));
    log.appendBeside(Topics.SEALING_KEYS, proof.owner(), proof.key(), proof.value()).join();
    return comesBack(() -> done(order).certified());
  }

  private DoneSoFar done(ErasureOrder order) throws SQLException {
    return in(connection -> progress.done(connection, order));
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
