package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.decision.Raised;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.EventHeader;
import org.tocsin.events.vocabulary.Severity;

/** The alerts in the database, as decisions need and change them. */
@ApplicationScoped
public class Alerts {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** Minor alerts (severity 0) that no digest has told of; a digest itself is about no case. */
  private static final String UNTOLD =
      "WHERE severity = 0 AND digest_id IS NULL AND case_id IS NOT NULL";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Whether this event has been told of before. */
  boolean isKnown(Connection connection, EventHeader header) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT 1 FROM report WHERE origin = ? AND event_id = ?")) {
      query.setString(1, header.origin().toString());
      query.setString(2, header.id().value());
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * The alerts that the news might belong to. Reports of one act in different partitions wait for
   * one another here.
   */
  List<Raised> candidates(Connection connection, News news) throws SQLException {
    for (String key : news.actKeys().stream().sorted().toList()) {
      try (var lock =
          connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
        lock.setString(1, key);
        lock.execute();
      }
    }
    try (var query =
        connection.prepareStatement(
            """
            SELECT a.*, EXISTS (SELECT 1 FROM act_key k WHERE k.alert_id = a.id AND k.key = ANY (?)) AS same_act,
              EXISTS (SELECT 1 FROM report r WHERE r.alert_id = a.id AND r.is_act) AS has_act
            FROM alert a
            WHERE (a.case_id = ? AND a.change = ?) OR a.id IN (SELECT alert_id FROM act_key WHERE key = ANY (?))
            """)) {
      var keys = connection.createArrayOf("text", news.actKeys().toArray());
      query.setArray(1, keys);
      query.setObject(2, news.caseId());
      query.setString(3, news.change());
      query.setArray(4, keys);
      var found = new ArrayList<Raised>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Raised(
                  row.getObject("id", UUID.class),
                  row.getObject("case_id", UUID.class),
                  row.getString("change"),
                  row.getTimestamp("occurred_from").toInstant(),
                  row.getTimestamp("occurred_to").toInstant(),
                  Severity.values()[row.getInt("severity")],
                  row.getBoolean("same_act"),
                  row.getBoolean("has_act")));
        }
      }
      return found;
    }
  }

  /** A new alert. */
  public UUID raise(Connection connection, News news, Instant now) throws SQLException {
    return insert(
        connection,
        news.caseId(),
        news.change(),
        news.from(),
        news.to(),
        news.severity(),
        news.timing(),
        now);
  }

  /** A new alert that stands for all minor ones no digest has told of; empty if there are none. */
  public Optional<UUID> digest(Connection connection, Instant now) throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 FROM alert " + UNTOLD + " LIMIT 1");
        var row = query.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
    }
    UUID digest = insert(connection, null, "digest", now, now, Severity.MINOR, Timing.DIGEST, now);
    try (var update = connection.prepareStatement("UPDATE alert SET digest_id = ? " + UNTOLD)) {
      update.setObject(1, digest);
      update.executeUpdate();
    }
    return Optional.of(digest);
  }

  /**
   * A notice that somebody broke the glass of a case; one that is there stays as it is.
   *
   * @param id of the notice, the same whenever its entry is read
   */
  UUID notice(Connection connection, UUID id, UUID caseId, Instant now) throws SQLException {
    insert(
        connection,
        id,
        caseId,
        "break-glass",
        now,
        now,
        Severity.MODERATE,
        Timing.BREAK_GLASS,
        now);
    return id;
  }

  private static UUID insert(
      Connection connection,
      UUID caseId,
      String change,
      Instant from,
      Instant to,
      Severity severity,
      Timing timing,
      Instant now)
      throws SQLException {
    UUID id = UUID.randomUUID();
    insert(connection, id, caseId, change, from, to, severity, timing, now);
    return id;
  }

  private static void insert(
      Connection connection,
      UUID id,
      UUID caseId,
      String change,
      Instant from,
      Instant to,
      Severity severity,
      Timing timing,
      Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO alert (id, reference, case_id, change, occurred_from, occurred_to, severity, timing, raised_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")) {
      insert.setObject(1, id);
      insert.setString(2, reference());
      insert.setObject(3, caseId);
      insert.setString(4, change);
      insert.setTimestamp(5, Timestamp.from(from));
      insert.setTimestamp(6, Timestamp.from(to));
      insert.setInt(7, severity.ordinal());
      insert.setString(8, timing.name());
      insert.setTimestamp(9, Timestamp.from(now));
      insert.executeUpdate();
    }
  }

  /** Adds an event to an alert, which from now on has this severity. */
  void report(Connection connection, UUID alert, EventHeader header, News news, Severity severity)
      throws SQLException {
    try (var insert = connection.prepareStatement("INSERT INTO report VALUES (?, ?, ?, ?, ?)");
        var key =
            connection.prepareStatement(
                "INSERT INTO act_key VALUES (?, ?) ON CONFLICT DO NOTHING");
        var update = connection.prepareStatement("UPDATE alert SET severity = ? WHERE id = ?")) {
      insert.setString(1, header.origin().toString());
      insert.setString(2, header.id().value());
      insert.setObject(3, alert);
      insert.setBoolean(4, news.act());
      insert.setString(5, news.source());
      insert.executeUpdate();
      for (String actKey : news.actKeys()) {
        key.setString(1, actKey);
        key.setObject(2, alert);
        key.executeUpdate();
      }
      update.setInt(1, severity.ordinal());
      update.setObject(2, alert);
      update.executeUpdate();
    }
  }

  /**
   * {@code T-} and eight characters of Crockford's base 32, random: it says nothing about how many
   * alerts there are.
   */
  private static String reference() {
    var reference = new StringBuilder("T-");
    RANDOM.ints(8, 0, ALPHABET.length()).forEach(i -> reference.append(ALPHABET.charAt(i)));
    return reference.toString();
  }
}
