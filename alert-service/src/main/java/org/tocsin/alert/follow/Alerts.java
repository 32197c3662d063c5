package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/** Alerts that stand for no news of their own: digests, and notices of broken glass. */
@ApplicationScoped
public class Alerts {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /**
   * Minor alerts (severity 0) that no digest has told of, and those that a silence covered; a
   * digest itself is about no case, and what was raised before this database began was told by
   * another.
   */
  private static final String UNTOLD =
      "WHERE digest_id IS NULL AND case_id IS NOT NULL AND cancelled_at IS NULL"
          + " AND (severity = 0 OR silence_id IS NOT NULL)"
          + " AND raised_at >= (SELECT min(began_at) FROM beginning)";

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A new alert that stands for all minor and silenced ones that no digest has told of; empty if
   * there are none.
   */
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

  /**
   * A notice to ops about alerting itself, such as that somebody cannot be reached; one that is
   * there stays as it is.
   *
   * @param id of the notice, the same whenever the same is noticed
   * @param change what it is about, such as {@code readiness}
   */
  public void opsNotice(Connection connection, UUID id, String change, Instant now)
      throws SQLException {
    insert(connection, id, null, change, now, now, Severity.MODERATE, Timing.FRESH, now);
  }

  /** What a regular test message tells of. */
  public void test(Connection connection, UUID id, Instant now) throws SQLException {
    insert(connection, id, null, "test", now, now, Severity.MINOR, Timing.FRESH, now);
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

  /**
   * The desk has confirmed a flagged event. It was told of before, as rule 5 demands: this only
   * shows.
   */
  static void confirm(Connection connection, String origin, String eventId) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE report SET confirmed = true WHERE origin = ? AND event_id = ?")) {
      update.setString(1, origin);
      update.setString(2, eventId);
      update.executeUpdate();
    }
  }

  /**
   * {@code T-} and eight characters of Crockford's base 32, random: it says nothing about how many
   * alerts there are.
   */
  static String reference() {
    var reference = new StringBuilder("T-");
    RANDOM.ints(8, 0, ALPHABET.length()).forEach(i -> reference.append(ALPHABET.charAt(i)));
    return reference.toString();
  }
}
