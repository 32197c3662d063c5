package org.tocsin.events.sealing;

import java.util.Optional;
import org.tocsin.events.Event;

/**
 * Which data key: the key of its record in {@code sealing-keys}.
 *
 * @param owner whose sealed parts it opens; records of one owner stand in one partition
 * @param keyId which of the owner's keys, unique
 */
public record KeyName(String owner, String keyId) {

  private static final char SEPARATOR = '/';

  public KeyName {
    if (owner.isEmpty() || keyId.isEmpty() || keyId.indexOf(SEPARATOR) >= 0) {
      throw new IllegalArgumentException("a key has an owner and an id without a slash");
    }
  }

  /** Whose keys seal this event: its defender's, or its subject's where it is about no person. */
  public static String ownerOf(Event event) {
    var header = event.header();
    return header.defender().map(Object::toString).orElseGet(header.subject()::toString);
  }

  /** Reads a record's key; empty if it is none. */
  public static Optional<KeyName> of(String text) {
    int end = text.lastIndexOf(SEPARATOR);
    return end <= 0 || end == text.length() - 1
        ? Optional.empty()
        : Optional.of(new KeyName(text.substring(0, end), text.substring(end + 1)));
  }

  @Override
  public String toString() {
    return owner + SEPARATOR + keyId;
  }
}
