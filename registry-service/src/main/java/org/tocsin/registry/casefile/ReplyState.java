package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the reply to a letter stands (DOMAIN.md, section 6, rule 6). */
public enum ReplyState {
  /** Nothing has come, and the deadline is not over. */
  NONE,
  /** Only an acknowledgement or a partial reply has come, and the deadline is not over. */
  ACKNOWLEDGED,
  /** A reply of substance, or one that rejects the allegation, came in time. */
  ANSWERED,
  /** Such a reply came after the deadline. */
  LATE,
  /** The deadline is over, and no such reply has come. */
  OVERDUE;

  static ReplyState of(boolean answered, boolean pastDeadline, boolean anyReply) {
    if (answered) {
      return pastDeadline ? LATE : ANSWERED;
    }
    if (pastDeadline) {
      return OVERDUE;
    }
    return anyReply ? ACKNOWLEDGED : NONE;
  }

  /** As answers have it, such as {@code overdue}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
