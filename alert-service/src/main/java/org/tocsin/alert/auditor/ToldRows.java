package org.tocsin.alert.auditor;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Of which findings ops has been told when, by whichever instance. */
final class ToldRows {

  private static final String READ = "SELECT finding, at FROM auditor_told WHERE finding = ANY (?)";

  /** What another version of the program may have told of stays. */
  private static final String FORGET = "DELETE FROM auditor_told WHERE finding = ANY (?)";

  private static final String KEEP = "INSERT INTO auditor_told (finding, at) VALUES (?, ?)";

  private ToldRows() {}

  /** What this version knows of. */
  static Map<Finding, Instant> read(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(READ)) {
      query.setArray(1, connection.createArrayOf("text", names()));
      var told = new EnumMap<Finding, Instant>(Finding.class);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          told.put(Finding.valueOf(row.getString("finding")), row.getTimestamp("at").toInstant());
        }
      }
      return told;
    }
  }

  /** Puts this in the place of what {@link #read} gives. */
  static void write(Connection connection, Map<Finding, Instant> told) throws SQLException {
    connection.setAutoCommit(false);
    try (var forget = connection.prepareStatement(FORGET);
        var keep = connection.prepareStatement(KEEP)) {
      forget.setArray(1, connection.createArrayOf("text", names()));
      forget.executeUpdate();
      for (var one : told.entrySet()) {
        keep.setString(1, one.getKey().name());
        keep.setTimestamp(2, Timestamp.from(one.getValue()));
        keep.executeUpdate();
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static String[] names() {
    return Arrays.stream(Finding.values()).map(Finding::name).toArray(String[]::new);
  }
}
