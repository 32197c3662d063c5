package org.tocsin.alert.cutoff;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import javax.sql.DataSource;
import org.tocsin.alert.escalation.Codes;

/** Which contacts are cut off; the plan in force and the lanes look there. */
@ApplicationScoped
class CutOffs {

  private final DataSource dataSource;
  private final Codes codes;

  CutOffs(DataSource dataSource, Codes codes) {
    this.dataSource = dataSource;
    this.codes = codes;
  }

  /**
   * When it returns, nothing is begun to be sent to the contact any more by any instance, and its
   * codes and links open nothing. One that is cut off stays as it is.
   *
   * @param addresses those that are lost, as the plan's keys
   */
  void cutOff(String contact, Collection<String> addresses, String by, Instant now)
      throws SQLException {
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO cut_off VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      connection.setAutoCommit(false);
      insert.setString(1, contact);
      insert.setArray(2, connection.createArrayOf("text", addresses.toArray()));
      insert.setString(3, by);
      insert.setTimestamp(4, Timestamp.from(now));
      insert.executeUpdate();
      codes.makeVoid(connection, contact, now);
      connection.commit();
    }
  }

  /** Whether it is cut off now, by whichever instance. */
  boolean holds(String contact) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement("SELECT 1 FROM cut_off WHERE contact = ?")) {
      query.setString(1, contact);
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** From now on messages go to the contact again; codes stay void. */
  void lift(String contact) throws SQLException {
    try (var connection = dataSource.getConnection();
        var delete = connection.prepareStatement("DELETE FROM cut_off WHERE contact = ?")) {
      delete.setString(1, contact);
      delete.executeUpdate();
    }
  }
}
