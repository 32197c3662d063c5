package org.tocsin.registry.erasure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tocsin.registry.sealing.DestroyedKeys;

/** What is known of an erasure's progress, in the database. */
@ApplicationScoped
class Progress {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, Integer>> COUNTS = new TypeReference<>() {};

  private final DestroyedKeys keys;

  Progress(DestroyedKeys keys) {
    this.keys = keys;
  }

  /**
   * What the worker noted.
   *
   * @param derivedRows rows deleted of what was derived, by name; null before
   * @param scannedAt when the topic was last scanned; null before
   * @param left what that scan found
   */
  record Noted(Map<String, Integer> derivedRows, Instant scannedAt, Integer left) {}

  DoneSoFar done(Connection connection, ErasureOrder order) throws SQLException {
    var count = keys.count(connection, order.owners());
    return new DoneSoFar(
        isMarked(connection, order),
        count.kept(),
        count.due(),
        noted(connection, order).derivedRows() != null,
        certificate(connection, order).isPresent(),
        areCasesRefused(connection, order));
  }

  Optional<String> certificate(Connection connection, ErasureOrder order) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT certificate FROM erasure_certificate WHERE event_id = ?")) {
      query.setString(1, order.id());
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** Since when new keys are allowed again for the defender; empty while they are not. */
  Optional<Instant> allowed(Connection connection, ErasureOrder order) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT allowed_at FROM erased_owner WHERE owner = ?")) {
      query.setString(1, order.defender().toString());
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant)
            : Optional.empty();
      }
    }
  }

  Noted noted(Connection connection, ErasureOrder order) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT derived_rows, scanned_at, records_left FROM erasure_progress WHERE event_id = ?")) {
      query.setString(1, order.id());
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return new Noted(null, null, null);
        }
        Timestamp scanned = row.getTimestamp(2);
        return new Noted(
            row.getString(1) == null ? null : counts(row.getString(1)),
            scanned == null ? null : scanned.toInstant(),
            row.getObject(3, Integer.class));
      }
    }
  }

  /** Adds to what was deleted before, so that a repeat loses no count. */
  void derivedErased(Connection connection, ErasureOrder order, Map<String, Integer> more)
      throws SQLException {
    var sum = new TreeMap<String, Integer>();
    var before = noted(connection, order).derivedRows();
    if (before != null) {
      sum.putAll(before);
    }
    more.forEach((name, rows) -> sum.merge(name, rows, Integer::sum));
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO erasure_progress (event_id, derived_rows) VALUES (?, ?::jsonb)
            ON CONFLICT (event_id) DO UPDATE SET derived_rows = excluded.derived_rows
            """)) {
      upsert.setString(1, order.id());
      upsert.setString(2, JSON.valueToTree(sum).toString());
      upsert.executeUpdate();
    }
  }

  void scanned(Connection connection, ErasureOrder order, Instant at, int left)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE erasure_progress SET scanned_at = ?, records_left = ? WHERE event_id = ?")) {
      update.setTimestamp(1, Timestamp.from(at));
      update.setInt(2, left);
      update.setString(3, order.id());
      update.executeUpdate();
    }
  }

  private static boolean areCasesRefused(Connection connection, ErasureOrder order)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT FROM erased_owner WHERE owner = ANY (?) AND erased_at <= ? AND allowed_at IS NULL)")) {
      query.setArray(1, connection.createArrayOf("text", order.ofCases().toArray()));
      query.setTimestamp(2, Timestamp.from(order.orderedAt()));
      try (var row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** The mark carries the time of its order in the log's own milliseconds. */
  private static boolean isMarked(Connection connection, ErasureOrder order) throws SQLException {
    List<String> owners = order.owners();
    try (var query =
        connection.prepareStatement(
            "SELECT count(*) FROM erased_owner WHERE owner = ANY (?) AND erased_at >= ? AND (allowed_at IS NULL OR owner = ANY (?))")) {
      query.setArray(1, connection.createArrayOf("text", owners.toArray()));
      query.setTimestamp(2, Timestamp.from(order.orderedAt()));
      query.setArray(3, connection.createArrayOf("text", order.ofCases().toArray()));
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1) == owners.size();
      }
    }
  }

  private static Map<String, Integer> counts(String json) {
    try {
      return JSON.readValue(json, COUNTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
