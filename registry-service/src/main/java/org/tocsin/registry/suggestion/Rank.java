package org.tocsin.registry.suggestion;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.registry.history.Recorded;

/**
 * Where a name stands among all names of a defender, as bytes that the database can order: as
 * {@link Recorded} is ordered (DOMAIN.md, section 6, rule 3), and of one description the first name
 * is the greatest. Pure.
 */
final class Rank {

  private Rank() {}

  /**
   * The rank of a name.
   *
   * @param description as it is after corrections
   * @param index of the name in it, from 0
   */
  static byte[] of(Recorded description, int index) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      OccurredAt occurred = description.occurredAt();
      write(out, occurred.earliest());
      write(out, occurred.latest());
      write(out, occurred.value());
      out.writeByte(occurred.precision().ordinal());
      write(out, description.recordedAt());
      write(out, description.id().value());
      write(out, description.origin());
      out.writeShort(0xFFFF - Math.min(index, 0xFFFF));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What is negative comes first. */
  private static void write(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond() ^ Long.MIN_VALUE);
    out.writeInt(instant.getNano());
  }

  /** All of these are ASCII; what begins another comes before it. */
  private static void write(DataOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.writeByte(0);
  }
}
