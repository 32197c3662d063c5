package org.tocsin.alert.silence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/** The silences in the database; none is ever deleted. */
public final class Silences {

  private Silences() {}

  /** Those in force now. */
  public static List<Silence> inForce(Connection connection, Instant now) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM silence WHERE ends_at > ? AND begins_at <= ? AND ended_at IS NULL ORDER BY id")) {
      query.setTimestamp(1, Timestamp.from(now));
      query.setTimestamp(2, Timestamp.from(now));
      return read(query);
    }
  }

  /** The newest, those in force or to come first. */
  static List<Silence> newest(Connection connection, int limit) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM silence ORDER BY coalesce(ended_at, ends_at) DESC, id LIMIT ?")) {
      query.setInt(1, limit);
      return read(query);
    }
  }

  static Optional<Silence> find(Connection connection, UUID id) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM silence WHERE id = ?")) {
      query.setObject(1, id);
      return read(query).stream().findFirst();
    }
  }

  /** How many alerts it has covered. */
  static int covered(Connection connection, UUID id) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT count(*) FROM alert WHERE silence_id = ?")) {
      query.setObject(1, id);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  static void insert(Connection connection, Silence silence, Instant now) throws SQLException {
    Silence.Matching matching = silence.matching();
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO silence (id, state, act_type, partner, case_id, severity, begins_at, ends_at, includes_extreme,"
                + " reason, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, silence.id());
      insert.setString(2, matching.state().orElse(null));
      insert.setString(3, matching.actType().orElse(null));
      insert.setString(4, matching.partner().orElse(null));
      insert.setObject(5, matching.caseId().orElse(null));
      insert.setObject(6, matching.severity().map(Enum::ordinal).orElse(null), Types.INTEGER);
      insert.setTimestamp(7, Timestamp.from(silence.from()));
      insert.setTimestamp(8, Timestamp.from(silence.until()));
      insert.setBoolean(9, silence.includesExtreme());
      insert.setString(10, silence.reason());
      insert.setString(11, silence.by());
      insert.setTimestamp(12, Timestamp.from(now));
      insert.executeUpdate();
    }
  }

  /** Ends it now; one that has ended stays as it is. */
  static void end(Connection connection, UUID id, String by, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE silence SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL AND ends_at > ?")) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setString(2, by);
      update.setObject(3, id);
      update.setTimestamp(4, Timestamp.from(now));
      update.executeUpdate();
    }
  }

  private static List<Silence> read(PreparedStatement query) throws SQLException {
    var silences = new ArrayList<Silence>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Integer severity = row.getObject("severity", Integer.class);
        Timestamp ended = row.getTimestamp("ended_at");
        silences.add(
            new Silence(
                row.getObject("id", UUID.class),
                new Silence.Matching(
                    Optional.ofNullable(row.getString("state")),
                    Optional.ofNullable(row.getString("act_type")),
                    Optional.ofNullable(row.getString("partner")),
                    Optional.ofNullable(row.getObject("case_id", UUID.class)),
                    Optional.ofNullable(severity).map(ordinal -> Severity.values()[ordinal])),
                row.getTimestamp("begins_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getBoolean("includes_extreme"),
                row.getString("reason"),
                row.getString("created_by"),
                Optional.ofNullable(ended).map(Timestamp::toInstant)));
      }
    }
    return silences;
  }
}
