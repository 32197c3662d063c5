package org.tocsin.alert.verification;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision.Channel;

/**
 * The codes by which an address shows that messages arrive there. Of a code only a hash is stored;
 * it holds for half an hour and for five tries.
 */
@ApplicationScoped
public class Verifications {

  static final Duration HOLDS = Duration.ofMinutes(30);
  static final Duration PAUSE = Duration.ofMinutes(1);
  static final int TRIES = 5;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What became of a confirmation. */
  enum Outcome {
    /** The address is verified from now on. */
    VERIFIED,
    /** Another code was sent. */
    WRONG,
    /** No code was sent, or it is too old, or was tried too often. */
    NONE
  }

  private final DataSource dataSource;

  Verifications(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A new code for an address, which replaces an earlier one; empty if that was made less than a
   * minute ago.
   */
  Optional<String> code(String contact, Channel channel, String address, Instant now)
      throws SQLException {
    String code = random();
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO address_code VALUES (?, ?, ?, ?, ?, 0)
                ON CONFLICT (contact, channel) DO UPDATE SET
                  address = excluded.address, code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0
                WHERE address_code.expires_at <= ?
                """)) {
      insert.setString(1, contact);
      insert.setString(2, channel.name());
      insert.setString(3, address);
      insert.setString(4, hash(contact, channel, code));
      insert.setTimestamp(5, Timestamp.from(now.plus(HOLDS)));
      insert.setTimestamp(6, Timestamp.from(now.plus(HOLDS).minus(PAUSE)));
      return insert.executeUpdate() > 0 ? Optional.of(code) : Optional.empty();
    }
  }

  /** Takes a try: it counts, whatever comes of it. */
  Outcome confirm(String contact, Channel channel, String address, String code, Instant now)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Optional<String> hash = takeTry(connection, contact, channel, address, now);
      boolean right =
          hash.isPresent()
              && MessageDigest.isEqual(
                  hash.get().getBytes(StandardCharsets.US_ASCII),
                  hash(contact, channel, code.strip().toUpperCase(Locale.ROOT))
                      .getBytes(StandardCharsets.US_ASCII));
      if (right) {
        store(connection, contact, channel, address, now);
      }
      connection.commit();
      return right ? Outcome.VERIFIED : hash.isPresent() ? Outcome.WRONG : Outcome.NONE;
    }
  }

  private static Optional<String> takeTry(
      Connection connection, String contact, Channel channel, String address, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE address_code SET tries = tries + 1 WHERE contact = ? AND channel = ? AND address = ?"
                + " AND expires_at > ? AND tries < ? RETURNING code_hash")) {
      update.setString(1, contact);
      update.setString(2, channel.name());
      update.setString(3, address);
      update.setTimestamp(4, Timestamp.from(now));
      update.setInt(5, TRIES);
      try (var row = update.executeQuery()) {
        return row.next() ? Optional.of(row.getString("code_hash")) : Optional.empty();
      }
    }
  }

  private static void store(
      Connection connection, String contact, Channel channel, String address, Instant now)
      throws SQLException {
    try (var insert =
            connection.prepareStatement(
                "INSERT INTO verified_address VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
        var delete =
            connection.prepareStatement(
                "DELETE FROM address_code WHERE contact = ? AND channel = ?")) {
      insert.setString(1, contact);
      insert.setString(2, channel.name());
      insert.setString(3, address);
      insert.setTimestamp(4, Timestamp.from(now));
      insert.executeUpdate();
      delete.setString(1, contact);
      delete.setString(2, channel.name());
      delete.executeUpdate();
    }
  }

  private static String random() {
    var code = new StringBuilder();
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> code.append(ALPHABET.charAt(i)));
    return code.toString();
  }

  private static String hash(String contact, Channel channel, String code) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((contact + "/" + channel + "/" + code).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
