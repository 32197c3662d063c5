package org.tocsin.alert.storm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The storms in the database. Whoever decides on a key holds its lock, so that two instances count
 * together.
 */
public final class Storms {

  private static final String OPEN =
      """
      SELECT DISTINCT ON (state, act_type, historic) * FROM storm
      WHERE last_at >= ? AND state || ' ' || act_type || CASE WHEN historic THEN ' historic' ELSE '' END = ANY (?)
      ORDER BY state, act_type, historic, last_at DESC
      """;

  /** Of each key only as many as a storm needs to begin. */
  private static final String ALONE =
      """
      SELECT n.key, a.state, a.act_type, a.timing, a.raised_at FROM unnest(?) AS n(key), LATERAL (
        SELECT state, act_type, timing, raised_at FROM alert
        WHERE storm_key = n.key AND storm_id IS NULL AND silence_id IS NULL AND raised_at >= ?
        ORDER BY raised_at DESC LIMIT ?) a
      """;

  private Storms() {}

  /** A watch that knows what was told alone lately, and the storms that are not over. */
  public static StormWatch watch(
      Connection connection, StormRule rule, Set<StormKey> keys, Instant now) throws SQLException {
    if (keys.isEmpty()) {
      return new StormWatch(rule, Map.of(), List.of());
    }
    var texts = new HashMap<String, StormKey>();
    keys.forEach(key -> texts.put(key.text(), key));
    var names = connection.createArrayOf("text", texts.keySet().toArray());
    Timestamp since = Timestamp.from(now.minus(rule.window()));
    Map<StormKey, List<Instant>> alone = new HashMap<>();
    try (var query = connection.prepareStatement(ALONE)) {
      query.setArray(1, names);
      query.setTimestamp(2, since);
      query.setInt(3, rule.alone());
      try (var row = query.executeQuery()) {
        while (row.next()) {
          alone
              .computeIfAbsent(texts.get(row.getString("key")), none -> new ArrayList<>())
              .add(row.getTimestamp("raised_at").toInstant());
        }
      }
    }
    try (var query = connection.prepareStatement(OPEN)) {
      query.setTimestamp(1, since);
      query.setArray(2, names);
      return new StormWatch(rule, alone, read(query));
    }
  }

  /** The storms that these alerts stand for, whether they are over or not. */
  public static List<Storm> of(Connection connection, Set<UUID> alerts) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM storm WHERE alert_id = ANY (?) ORDER BY alert_id FOR UPDATE")) {
      query.setArray(1, connection.createArrayOf("uuid", alerts.toArray()));
      return read(query);
    }
  }

  /**
   * Writes them as they are now. Both numbers only grow, and who counts one of them writes the
   * other as it was.
   */
  public static void write(Connection connection, Collection<Storm> storms) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "INSERT INTO storm (alert_id, state, act_type, historic, acts, retracted, last_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (alert_id) DO UPDATE SET acts = greatest(storm.acts, EXCLUDED.acts),"
                + " retracted = greatest(storm.retracted, EXCLUDED.retracted),"
                + " last_at = greatest(storm.last_at, EXCLUDED.last_at)")) {
      for (Storm storm : storms) {
        upsert.setObject(1, storm.alert());
        upsert.setString(2, storm.key().state());
        upsert.setString(3, storm.key().actType());
        upsert.setBoolean(4, storm.key().historic());
        upsert.setInt(5, storm.acts());
        upsert.setInt(6, storm.retracted());
        upsert.setTimestamp(7, Timestamp.from(storm.lastAt()));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static List<Storm> read(PreparedStatement query) throws SQLException {
    var storms = new ArrayList<Storm>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        var key =
            new StormKey(
                row.getString("state"), row.getString("act_type"), row.getBoolean("historic"));
        storms.add(
            new Storm(
                row.getObject("alert_id", UUID.class),
                key,
                row.getInt("acts"),
                row.getTimestamp("last_at").toInstant(),
                row.getInt("retracted")));
      }
    }
    return storms;
  }
}
