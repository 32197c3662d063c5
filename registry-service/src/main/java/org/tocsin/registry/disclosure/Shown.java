package org.tocsin.registry.disclosure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of a file is shown, least first. */
public enum Shown {
  NOTHING,
  /** Types, dates, States and statuses: nothing that was sealed. */
  UNNAMED,
  EVERYTHING;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
