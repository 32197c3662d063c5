package org.tocsin.registry.rebuild;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Follower;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogEnds;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Builds all tables anew from the log beside the live ones, and switches: reads go on all the
 * while. Started by ops, and by itself where a new version of the registry finds tables of another
 * shape. Killed at any moment it leaves the live tables as they are.
 */
@ApplicationScoped
public class Rebuild {

  /** Before anything follows the log. */
  private static final int FIRST = 1;

  private static final Logger LOG = Logger.getLogger(Rebuild.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Who reads in tables that are no longer live has ended by then. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Tables tables;
  private final EventLog log;
  private final KafkaSettings kafka;
  private final AgroalDataSource dataSource;
  private final Clock clock = Clock.systemUTC();
  private volatile RebuildProgress progress = RebuildProgress.NONE;
  private volatile Thread building;
  private volatile boolean current = true;

  Rebuild(Tables tables, EventLog log, KafkaSettings kafka, AgroalDataSource dataSource) {
    this.tables = tables;
    this.log = log;
    this.kafka = kafka;
    this.dataSource = dataSource;
  }

  void prepare(@Observes @Priority(FIRST) StartupEvent start) {
    tables.makeFirst();
    current = tables.areCurrent();
  }

  void begin(@Observes StartupEvent start) {
    if (!current) {
      LOG.info("the tables are of another version: they are built anew");
      start();
    }
  }

  void stop(@Observes @Priority(FIRST) ShutdownEvent end) throws InterruptedException {
    Thread running = building;
    if (running != null) {
      running.interrupt();
      running.join();
    }
  }

  /** How far it has come in this process. */
  public RebuildProgress progress() {
    return progress;
  }

  /** Whether the live tables are of the shape that this version needs. */
  public boolean isCurrent() {
    return current;
  }

  /**
   * Begins, unless it is under way in this process.
   *
   * @return whether it has begun
   */
  public synchronized boolean start() {
    if (progress.isBuilding()) {
      return false;
    }
    progress = RebuildProgress.started(clock.instant());
    building = Thread.ofVirtual().name("rebuild").start(this::run);
    return true;
  }

  private void run() {
    try (Connection lock = dataSource.getConnection()) {
      if (!Tables.lock(lock)) {
        progress = progress.failed(clock.instant(), "another-instance-builds");
        return;
      }
      try {
        build();
        current = true;
        progress = progress.done(clock.instant());
        Thread.sleep(GRACE);
        tables.dropRetired();
      } finally {
        Tables.unlock(lock);
      }
    } catch (InterruptedException stopping) {
      progress = progress.failed(clock.instant(), "stopped");
    } catch (SQLException | RuntimeException failed) {
      LOG.error("the tables were not built anew", WithoutMessage.of(failed));
      progress = progress.failed(clock.instant(), "failed");
    }
  }

  private void build() throws SQLException, InterruptedException {
    List<Follower> readers = new ArrayList<>();
    List<LogEnds> ends =
        log.topics().stream()
            .distinct()
            .map(topic -> new LogEnds(kafka, topic, Duration.ZERO, clock))
            .toList();
    try (AgroalDataSource beside = tables.makeBuilding()) {
      List<String> indexes = dropIndexes(beside);
      readers.addAll(log.followAgain(beside));
      try {
        while (!hasCaughtUp(beside, ends)) {
          Thread.sleep(LOOK);
        }
      } finally {
        stop(readers);
      }
      make(beside, indexes);
      analyze(beside);
      tables.switchOver();
    } finally {
      ends.forEach(LogEnds::close);
    }
  }

  /** The live readers go on from there, be it that more has come meanwhile. */
  private boolean hasCaughtUp(AgroalDataSource beside, List<LogEnds> ends) throws SQLException {
    long all = 0;
    try {
      for (LogEnds each : ends) {
        all += each.now().next().values().stream().mapToLong(Long::longValue).sum();
      }
    } catch (BrokerException outage) {
      return false;
    }
    long read = read(beside);
    progress = progress.at(read, all);
    return read >= all;
  }

  private static long read(AgroalDataSource beside) throws SQLException {
    try (Connection connection = beside.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT coalesce(sum(next_offset), 0)::bigint FROM log_position");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** All at once: each takes a moment to leave its group. */
  private static void stop(List<Follower> readers) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      readers.forEach(reader -> threads.execute(reader::stop));
    }
  }

  private static List<String> dropIndexes(AgroalDataSource beside) throws SQLException {
    try (Connection connection = beside.getConnection()) {
      return Tables.dropIndexesOfFigures(connection);
    }
  }

  private static void make(AgroalDataSource beside, List<String> indexes) throws SQLException {
    try (Connection connection = beside.getConnection()) {
      for (String index : indexes) {
        Tables.execute(connection, index);
      }
    }
  }

  private static void analyze(AgroalDataSource beside) throws SQLException {
    try (Connection connection = beside.getConnection();
        var statement = connection.createStatement()) {
      for (String table : List.of("event", "fact", "act_key", "audit_entry")) {
        statement.execute("ANALYZE " + table);
      }
    }
  }
}
