package org.tocsin.registry.suggestion;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a page of suggestions ended; the text form is opaque to callers. */
record Place(float score, UUID one, UUID other) {

  private static final int BYTES = Float.BYTES + 4 * Long.BYTES;

  static Place of(Suggestions.Stored last) {
    return new Place(last.score(), last.one(), last.other());
  }

  /** Empty if the text is none. */
  static Optional<Place> read(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      return bytes.remaining() == BYTES
          ? Optional.of(new Place(bytes.getFloat(), uuid(bytes), uuid(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putFloat(score);
    for (UUID id : new UUID[] {one, other}) {
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
