package org.tocsin.events.identity;

import java.util.regex.Pattern;

/**
 * An event's id, chosen by the partner and unique within its organisation; a UUIDv7 is recommended.
 * It stands in plain text in the log, so that it must carry nothing about a person.
 *
 * @param value 1 to 64 letters, digits, dots, underscores, colons and hyphens
 */
public record EventId(String value) implements Comparable<EventId> {

  private static final int MAX_LENGTH = 64;

  /** What may stand here, for schemas; {@link #isEventId} says the same faster. */
  public static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  public EventId {
    if (!isEventId(value)) {
      throw new IllegalArgumentException(
          "an event's id has 1 to 64 letters, digits, '.', '_', ':' and '-'");
    }
  }

  /** Whether the text may stand as an event's id. */
  public static boolean isEventId(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '.' && c != '_' && c != ':') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(EventId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
