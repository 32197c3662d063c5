package org.tocsin.alert.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The codes by which recipients acknowledge without signing in, one for each alert and contact. */
@ApplicationScoped
public class Codes {

  /**
   * Whom a code stands for.
   *
   * @param contact id
   */
  public record Holder(UUID alert, String contact) {}

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** Of 32 letters: 50 bits, so that none is found by trying. */
  private static final int LENGTH = 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Gives each of these a code, unless there is one. */
  void give(Connection connection, Collection<Holder> holders) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO acknowledgement_code VALUES (?, ?, ?) ON CONFLICT (alert_id, contact) DO NOTHING")) {
      for (Holder holder : holders) {
        insert.setObject(1, holder.alert());
        insert.setString(2, holder.contact());
        insert.setString(3, code());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The code of this contact for this alert; empty if it was not told of it by a policy. */
  public Optional<String> of(Connection connection, UUID alert, String contact)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT code FROM acknowledgement_code WHERE alert_id = ? AND contact = ?")) {
      query.setObject(1, alert);
      query.setString(2, contact);
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString("code")) : Optional.empty();
      }
    }
  }

  /** Whose code this is. */
  public Optional<Holder> holder(Connection connection, String code) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT alert_id, contact FROM acknowledgement_code WHERE code = ?")) {
      query.setString(1, code);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Holder(row.getObject("alert_id", UUID.class), row.getString("contact")))
            : Optional.empty();
      }
    }
  }

  private static String code() {
    var code = new StringBuilder();
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> code.append(ALPHABET.charAt(i)));
    return code.toString();
  }
}
