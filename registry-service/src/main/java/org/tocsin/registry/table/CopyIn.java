package org.tocsin.registry.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Rows that go into a table by one COPY, in PostgreSQL's binary format: the fastest way in
 * (docs/decisions/0007-facts-and-copy.md, 0030-locks-and-binary-copy.md). Each value has to be of
 * the type of its column. Used by one thread.
 */
public final class CopyIn implements AutoCloseable {

  /** So much is put together before it is sent; the database takes it in while more is made. */
  private static final int PIECE = 64 * 1024;

  private static final byte[] HEAD = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short END = -1;
  private static final int NULL = -1;
  private static final byte JSONB_VERSION = 1;
  private static final int UUID_TYPE = 2950;

  /** PostgreSQL counts microseconds from 1 January 2000. */
  private static final long EPOCH_SECOND = 946_684_800;

  private static final VarHandle SHORTS = inBytes(short[].class);
  private static final VarHandle INTS = inBytes(int[].class);
  private static final VarHandle LONGS = inBytes(long[].class);

  private final Connection connection;
  private final String table;
  private byte[] rows = Arrays.copyOf(HEAD, PIECE + PIECE / 2);
  private int length = HEAD.length;
  private int row = -1;
  private short values;
  private org.postgresql.copy.CopyIn copy;

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
    if (value == null) {
      return none();
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    begin(bytes.length);
    put(bytes);
    return this;
  }

  /** A {@code bytea}. */
  public CopyIn bytes(byte[] value) {
    begin(value.length);
    put(value);
    return this;
  }

  /** A {@code jsonb}. */
  public CopyIn json(byte[] utf8) {
    begin(utf8.length + 1);
    rows[length++] = JSONB_VERSION;
    put(utf8);
    return this;
  }

  /** A {@code bigint}. */
  public CopyIn number(long value) {
    begin(Long.BYTES);
    put(value);
    return this;
  }

  /** A {@code smallint}. */
  public CopyIn small(int value) {
    begin(Short.BYTES);
    SHORTS.set(rows, length, (short) value);
    length += Short.BYTES;
    return this;
  }

  public CopyIn truth(boolean value) {
    begin(1);
    rows[length++] = (byte) (value ? 1 : 0);
    return this;
  }

  public CopyIn uuid(UUID value) {
    if (value == null) {
      return none();
    }
    begin(2 * Long.BYTES);
    put(value.getMostSignificantBits());
    put(value.getLeastSignificantBits());
    return this;
  }

  /** Cut to microseconds, which is what PostgreSQL keeps. */
  public CopyIn instant(Instant value) {
    return number((value.getEpochSecond() - EPOCH_SECOND) * 1_000_000 + value.getNano() / 1_000);
  }

  /** A moment that never comes. */
  public CopyIn never() {
    return number(Long.MAX_VALUE);
  }

  /** An array; an empty one is NULL. */
  public CopyIn uuids(Collection<UUID> values) {
    if (values.isEmpty()) {
      return none();
    }
    int each = Integer.BYTES + 2 * Long.BYTES;
    begin(5 * Integer.BYTES + values.size() * each);
    // One dimension, no NULL in it, the type, how many, and the number of the first.
    for (int head : new int[] {1, 0, UUID_TYPE, values.size(), 1}) {
      put(head);
    }
    for (UUID value : values) {
      put(2 * Long.BYTES);
      put(value.getMostSignificantBits());
      put(value.getLeastSignificantBits());
    }
    return this;
  }

  /** Ends the row. */
  public void end() throws SQLException {
    SHORTS.set(rows, row, values);
    row = -1;
    if (length >= PIECE) {
      send();
    }
  }

  /** Writes all rows; none is nothing to do. */
  public void finish() throws SQLException {
    if (copy == null && length == HEAD.length) {
      return;
    }
    room(Short.BYTES);
    SHORTS.set(rows, length, END);
    length += Short.BYTES;
    send();
    copy.endCopy();
    copy = null;
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
              .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
    }
    copy.writeToCopy(rows, 0, length);
    length = 0;
  }

  private CopyIn none() {
    begin(0);
    INTS.set(rows, length - Integer.BYTES, NULL);
    return this;
  }

  /** Begins a value of so many bytes, and the row with its first. */
  private void begin(int bytes) {
    room(Short.BYTES + Integer.BYTES + bytes);
    if (row < 0) {
      row = length;
      length += Short.BYTES;
      values = 0;
    }
    values++;
    put(bytes);
  }

  private void room(int bytes) {
    if (length + bytes > rows.length) {
      rows = Arrays.copyOf(rows, 2 * (length + bytes));
    }
  }

  private void put(int value) {
    INTS.set(rows, length, value);
    length += Integer.BYTES;
  }

  private void put(long value) {
    LONGS.set(rows, length, value);
    length += Long.BYTES;
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, rows, length, bytes.length);
    length += bytes.length;
  }

  private static VarHandle inBytes(Class<?> of) {
    return MethodHandles.byteArrayViewVarHandle(of, ByteOrder.BIG_ENDIAN);
  }
}
