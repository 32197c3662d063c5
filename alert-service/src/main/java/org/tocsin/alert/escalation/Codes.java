package org.tocsin.alert.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.rows.Columns;

/**
 * The codes by which recipients acknowledge without signing in. Each is of one alert and contact,
 * holds for seven days after the last message, and for one acknowledgement.
 */
@ApplicationScoped
public class Codes {

  /**
   * Whom a code stands for.
   *
   * @param contact id
   */
  public record Holder(UUID alert, String contact) {}

  /** Whether a code may be used. */
  public enum Standing {
    OPEN,
    USED,
    EXPIRED,
    /** The contact was cut off. */
    VOID
  }

  /** A code that was given once. */
  public record Found(Holder holder, Standing standing) {}

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** Of 32 letters: 50 bits, so that none is found by trying. */
  private static final int LENGTH = 10;

  private static final Duration HOLDS = Duration.ofDays(7);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Gives each of these a code; one that is open already stays, and holds longer. */
  void give(Connection connection, Collection<Holder> holders, Instant now) throws SQLException {
    if (holders.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO acknowledgement_code (alert_id, contact, code, expires_at) SELECT * FROM unnest(?, ?, ?, ?)
            ON CONFLICT (alert_id, contact) WHERE used_at IS NULL AND void_at IS NULL
            DO UPDATE SET expires_at = greatest(acknowledgement_code.expires_at, excluded.expires_at)
            """)) {
      Columns.of(insert, 1, holders)
          .add("uuid", Holder::alert)
          .add("text", Holder::contact)
          .add("text", _ -> code())
          .add("timestamptz", _ -> now.plus(HOLDS));
      insert.executeUpdate();
    }
  }

  /** Whose code this is; nobody else can use it until the caller's transaction ends. */
  public Optional<Found> find(Connection connection, String code, Instant now) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM acknowledgement_code WHERE code = ? FOR UPDATE")) {
      query.setString(1, code);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Standing standing =
            row.getTimestamp("void_at") != null
                ? Standing.VOID
                : row.getTimestamp("used_at") != null
                    ? Standing.USED
                    : row.getTimestamp("expires_at").toInstant().isAfter(now)
                        ? Standing.OPEN
                        : Standing.EXPIRED;
        return Optional.of(
            new Found(
                new Holder(row.getObject("alert_id", UUID.class), row.getString("contact")),
                standing));
      }
    }
  }

  /** From the end of the caller's transaction on, this code is used. */
  public void use(Connection connection, String code, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE acknowledgement_code SET used_at = ? WHERE code = ?")) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setString(2, code);
      update.executeUpdate();
    }
  }

  /** All open codes of a contact open nothing any more. */
  public void makeVoid(Connection connection, String contact, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE acknowledgement_code SET void_at = ? WHERE contact = ? AND used_at IS NULL AND void_at IS NULL")) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setString(2, contact);
      update.executeUpdate();
    }
  }

  private static String code() {
    var code = new StringBuilder();
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> code.append(ALPHABET.charAt(i)));
    return code.toString();
  }
}
