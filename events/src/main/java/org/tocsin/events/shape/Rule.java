package org.tocsin.events.shape;

import java.util.Locale;

/**
 * Every rule that a submitted event can break, or be warned of. Programs of partners compare the
 * codes: they never change, and {@code docs/problems/invalid-event.md} explains each.
 */
public enum Rule {
  REQUIRED,
  UNKNOWN_FIELD,
  TYPE,
  LENGTH,
  BLANK,
  CONTROL_CHARACTER,
  NUMBER,
  DATE,
  FUTURE_DATE,
  LANGUAGE,
  CODE,
  UNRECOGNISED_CODE,
  UNKNOWN_STATE,
  WITHDRAWN_STATE,
  ID,
  EVENT_ID,
  ORGANISATION,
  SYMBOL,
  COMBINATION,
  SPECVERSION,
  SOURCE,
  UNKNOWN_TYPE,
  DESK_ONLY,
  SUBJECT,
  NOT_ALLOWED,
  UNKNOWN_USER,
  MEDIA_TYPE,
  UNKNOWN_ATTRIBUTE;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name on the wire, such as {@code unknown-field}. */
  public String code() {
    return code;
  }
}
