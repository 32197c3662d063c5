package org.tocsin.intake.repeat;

import java.time.Instant;
import java.util.HexFormat;

/**
 * What is remembered of an event that is recorded.
 *
 * @param digestHigh the first 64 bits of its digest
 * @param digestLow the next 64; a keyed digest cannot be aimed at, so that half of it will do
 * @param recordedAt the broker's append time, milliseconds since 1970
 */
record Remembered(long digestHigh, long digestLow, long recordedAt) {

  static Remembered of(String digest, Instant recordedAt) {
    return new Remembered(
        HexFormat.fromHexDigitsToLong(digest, 0, 16),
        HexFormat.fromHexDigitsToLong(digest, 16, 32),
        recordedAt.toEpochMilli());
  }

  boolean hasDigest(String digest) {
    return HexFormat.fromHexDigitsToLong(digest, 0, 16) == digestHigh
        && HexFormat.fromHexDigitsToLong(digest, 16, 32) == digestLow;
  }

  /** Of two contents under one id the least (recordedAt, digest) stands (DOMAIN.md, 6, rule 4). */
  boolean standsBefore(Remembered other) {
    if (recordedAt != other.recordedAt) {
      return recordedAt < other.recordedAt;
    }
    int high = Long.compareUnsigned(digestHigh, other.digestHigh);
    return high != 0 ? high < 0 : Long.compareUnsigned(digestLow, other.digestLow) < 0;
  }

  /** Many of them, without an object for each. */
  static final class Columns {

    private static final int LONGS = 3;

    private final long[] values;

    Columns(int room) {
      values = new long[room * LONGS];
    }

    Remembered get(int slot) {
      int at = slot * LONGS;
      return new Remembered(values[at], values[at + 1], values[at + 2]);
    }

    void set(int slot, Remembered event) {
      int at = slot * LONGS;
      values[at] = event.digestHigh;
      values[at + 1] = event.digestLow;
      values[at + 2] = event.recordedAt;
    }
  }
}
