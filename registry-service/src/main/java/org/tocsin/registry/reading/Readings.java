package org.tocsin.registry.reading;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.sealing.SealedText;
import org.tocsin.service.log.AuditEntry;

/** Finds entries of the audit log, newest first, a page at a time. */
@ApplicationScoped
public class Readings {

  private static final String NEWEST_FIRST =
      " ORDER BY recorded_at DESC, partition DESC, \"offset\" DESC";
  private static final String PAGE =
      " AND (recorded_at, partition, \"offset\") < (?, ?, ?)" + NEWEST_FIRST + " LIMIT ?";

  /**
   * Some entries, newest first.
   *
   * @param next where the next page begins; null on the last
   */
  public record Page(List<Reading> readings, String next) {

    public Page {
      readings = List.copyOf(readings);
    }
  }

  /** A broken glass with its reason, which is sealed; empty where nothing could seal it. */
  public record Glass(String who, Instant at, Instant until, Optional<SealedText> reason) {}

  /** What somebody did. */
  Page by(Connection connection, String who, Paging paging) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT * FROM audit_entry WHERE who = ?" + PAGE)) {
      query.setString(1, who);
      return page(query, 2, paging);
    }
  }

  /** What was done with a case, also where it was read together with others. */
  Page ofCase(Connection connection, UUID caseId, Paging paging) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM audit_entry WHERE (cases @> ARRAY[?]::uuid[] OR about = ?)" + PAGE)) {
      query.setObject(1, caseId);
      query.setString(2, "case/" + caseId);
      return page(query, 3, paging);
    }
  }

  /** Every time that the glass of a case was broken, newest first. */
  public List<Glass> glasses(Connection connection, UUID caseId) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM audit_entry WHERE about = ? AND action = ?" + NEWEST_FIRST)) {
      query.setString(1, "case/" + caseId);
      query.setString(2, AuditEntry.BREAK_GLASS);
      var glasses = new ArrayList<Glass>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          glasses.add(
              new Glass(
                  row.getString("who"),
                  row.getTimestamp("recorded_at").toInstant(),
                  row.getTimestamp("until").toInstant(),
                  text(row)));
        }
      }
      return glasses;
    }
  }

  private static Page page(PreparedStatement query, int first, Paging paging) throws SQLException {
    Place before = paging.after();
    query.setTimestamp(first, Timestamp.from(before.recordedAt()));
    query.setInt(first + 1, before.partition());
    query.setLong(first + 2, before.offset());
    query.setInt(first + 3, paging.most() + 1);
    var readings = new ArrayList<Reading>();
    Place last = before;
    try (var row = query.executeQuery()) {
      while (row.next()) {
        if (readings.size() == paging.most()) {
          return new Page(readings, last.toString());
        }
        readings.add(reading(row));
        last =
            new Place(
                row.getTimestamp("recorded_at").toInstant(),
                row.getInt("partition"),
                row.getLong("offset"));
      }
    }
    return new Page(readings, null);
  }

  private static Reading reading(ResultSet row) throws SQLException {
    Timestamp until = row.getTimestamp("until");
    return new Reading(
        row.getTimestamp("recorded_at").toInstant(),
        row.getString("who"),
        row.getString("action"),
        row.getString("about"),
        row.getString("purpose"),
        row.getString("decision"),
        row.getString("reason"),
        until == null ? null : until.toInstant(),
        Arrays.asList((UUID[]) row.getArray("cases").getArray()));
  }

  private static Optional<SealedText> text(ResultSet row) throws SQLException {
    return row.getString("text_owner") == null
        ? Optional.empty()
        : Optional.of(
            new SealedText(
                row.getString("text_owner"),
                row.getString("text_key_id"),
                row.getString("text_nonce"),
                row.getString("text_ciphertext")));
  }
}
