package org.tocsin.alert.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The plans in the database: every one that has held, the newest first. */
@ApplicationScoped
public class PlanStore {

  /** Of all changes of the plan; any number that nobody else locks. */
  private static final long LOCK = 7_305_126_913_001L;

  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Until the end of the transaction nobody else changes the plan. */
  void lock(Connection connection) throws SQLException {
    try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }

  Optional<StoredPlan> newest(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT * FROM alerting_plan ORDER BY version DESC LIMIT 1")) {
      return read(query.executeQuery()).stream().findFirst();
    }
  }

  Optional<StoredPlan> find(Connection connection, long version) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM alerting_plan WHERE version = ?")) {
      query.setLong(1, version);
      return read(query.executeQuery()).stream().findFirst();
    }
  }

  /** The newest plans, newest first. */
  List<StoredPlan> newest(Connection connection, int limit) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT * FROM alerting_plan ORDER BY version DESC LIMIT ?")) {
      query.setInt(1, limit);
      return read(query.executeQuery());
    }
  }

  /** Whether a file with this content has ever been taken. */
  boolean knowsFile(Connection connection, String digest) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT 1 FROM alerting_plan WHERE source = ? AND digest = ?")) {
      query.setString(1, StoredPlan.FILE);
      query.setString(2, digest);
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Stores what holds from now on; call under {@link #lock}. */
  StoredPlan append(Connection connection, String text, String source, String by, Instant now)
      throws SQLException {
    long version = newest(connection).map(StoredPlan::version).orElse(0L) + 1;
    var plan = new StoredPlan(version, text, digest(text), source, by, now);
    try (var insert =
        connection.prepareStatement("INSERT INTO alerting_plan VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, plan.version());
      insert.setString(2, plan.text());
      insert.setString(3, plan.digest());
      insert.setString(4, plan.source());
      insert.setString(5, plan.appliedBy());
      insert.setTimestamp(6, Timestamp.from(plan.appliedAt()));
      insert.executeUpdate();
    }
    return plan;
  }

  private static List<StoredPlan> read(ResultSet row) throws SQLException {
    var plans = new ArrayList<StoredPlan>();
    while (row.next()) {
      plans.add(
          new StoredPlan(
              row.getLong("version"),
              row.getString("text"),
              row.getString("digest"),
              row.getString("source"),
              row.getString("applied_by"),
              row.getTimestamp("applied_at").toInstant()));
    }
    return plans;
  }
}
