package org.tocsin.registry.reading;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tocsin.events.sealing.SealedText;
import org.tocsin.service.log.AuditEntry;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * Every entry of {@code audit-events}, in the database. Entries are only added; the database
 * refuses to change or delete one.
 */
@ApplicationScoped
public class AuditTable implements BatchHandler<AuditEntry> {

  private static final String ABOUT_CASE = "case/";

  void start(@Observes StartupEvent start, EventLog log) {
    log.followAudit("registry-audit", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<AuditEntry>> batch) throws SQLException {
    for (Logged<AuditEntry> logged : batch) {
      add(connection, logged);
    }
  }

  /**
   * Adds an entry that stands in the log; doing so again changes nothing. Whoever has just written
   * one calls it too, so that it is in force at once.
   */
  public void add(Connection connection, Logged<AuditEntry> logged) throws SQLException {
    AuditEntry entry = logged.value();
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setInt(1, logged.partition());
      insert.setLong(2, logged.offset());
      insert.setTimestamp(3, Timestamp.from(logged.recordedAt()));
      insert.setString(4, entry.who());
      insert.setString(5, entry.action());
      insert.setString(6, entry.about());
      insert.setString(7, entry.why().map(AuditEntry.Why::purpose).orElse(null));
      insert.setString(8, entry.why().map(AuditEntry.Why::decision).orElse(null));
      insert.setString(9, entry.why().map(AuditEntry.Why::reason).orElse(null));
      insert.setArray(10, connection.createArrayOf("uuid", entry.cases().toArray()));
      insert.setTimestamp(11, entry.until().map(Timestamp::from).orElse(null));
      insert.setArray(12, connection.createArrayOf("text", entry.notice().toArray()));
      text(insert, entry.text().orElse(null));
      insert.executeUpdate();
    }
  }

  private static void text(PreparedStatement insert, SealedText text) throws SQLException {
    if (text == null) {
      for (int column = 13; column <= 16; column++) {
        insert.setNull(column, Types.VARCHAR);
      }
    } else {
      insert.setString(13, text.owner());
      insert.setString(14, text.keyId());
      insert.setString(15, text.nonce());
      insert.setString(16, text.ciphertext());
    }
  }

  /** Until when a reader has broken the glass of these cases; without those where it never was. */
  public Map<UUID, Instant> glassUntil(
      Connection connection, String reader, Collection<UUID> caseIds) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT about, max(until) FROM audit_entry"
                + " WHERE who = ? AND action = ? AND about = ANY (?) GROUP BY about")) {
      query.setString(1, reader);
      query.setString(2, AuditEntry.BREAK_GLASS);
      query.setArray(
          3,
          connection.createArrayOf("text", caseIds.stream().map(id -> ABOUT_CASE + id).toArray()));
      var until = new HashMap<UUID, Instant>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          until.put(
              UUID.fromString(row.getString(1).substring(ABOUT_CASE.length())),
              row.getTimestamp(2).toInstant());
        }
      }
      return until;
    }
  }
}
