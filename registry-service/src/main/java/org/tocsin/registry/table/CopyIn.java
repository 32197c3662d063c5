package org.tocsin.registry.table;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Rows that go into a table by one COPY, in PostgreSQL's text format: the fastest way in
 * (docs/decisions/0007-copy.md). Used by one thread.
 */
public final class CopyIn implements AutoCloseable {

  /** So much is put together before it is sent; the database takes it in while more is made. */
  private static final int PIECE = 64 * 1024;

  private final Connection connection;
  private final String table;
  private final StringBuilder rows = new StringBuilder(PIECE + PIECE / 2);
  private org.postgresql.copy.CopyIn copy;
  private boolean first = true;

  /**
   * An empty one. Nothing else may be done on the connection until {@link #finish} or {@link
   * #close}.
   *
   * @param table all of whose columns are given for each row, in order
   */
  public CopyIn(Connection connection, String table) {
    this.connection = connection;
    this.table = table;
  }

  /** Adds a value to the row; null is NULL. */
  public CopyIn text(String value) {
    next();
    if (value == null) {
      rows.append("\\N");
    } else {
      escape(value);
    }
    return this;
  }

  public CopyIn number(long value) {
    next();
    rows.append(value);
    return this;
  }

  public CopyIn truth(boolean value) {
    next();
    rows.append(value ? 't' : 'f');
    return this;
  }

  public CopyIn uuid(UUID value) {
    return text(value == null ? null : value.toString());
  }

  /** Cut to microseconds, which is what PostgreSQL keeps; it would round. */
  public CopyIn instant(Instant value) {
    return text(value.truncatedTo(ChronoUnit.MICROS).toString());
  }

  /** A moment that never comes. */
  public CopyIn never() {
    return text("infinity");
  }

  /** An array; an empty one is NULL. */
  public CopyIn uuids(Collection<UUID> values) {
    next();
    if (values.isEmpty()) {
      rows.append("\\N");
      return this;
    }
    char separator = '{';
    for (UUID value : values) {
      rows.append(separator).append(value);
      separator = ',';
    }
    rows.append('}');
    return this;
  }

  /** Ends the row. */
  public void end() throws SQLException {
    rows.append('\n');
    first = true;
    if (rows.length() >= PIECE) {
      send();
    }
  }

  /** Writes all rows; none is nothing to do. */
  public void finish() throws SQLException {
    if (!rows.isEmpty()) {
      send();
    }
    if (copy != null) {
      copy.endCopy();
      copy = null;
    }
  }

  /** Takes back what was not finished. */
  @Override
  public void close() throws SQLException {
    if (copy != null && copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private void send() throws SQLException {
    if (copy == null) {
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN");
    }
    byte[] piece = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(piece, 0, piece.length);
    rows.setLength(0);
  }

  /** How much of it can be written as it is: nearly always all. */
  private static int plain(String value) {
    int at = 0;
    while (at < value.length() && value.charAt(at) >= ' ' && value.charAt(at) != '\\') {
      at++;
    }
    return at;
  }

  private void next() {
    if (!first) {
      rows.append('\t');
    }
    first = false;
  }

  private void escape(String value) {
    int plain = plain(value);
    rows.append(value, 0, plain);
    for (int i = plain; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
  }
}
