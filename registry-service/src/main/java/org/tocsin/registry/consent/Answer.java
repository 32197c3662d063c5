package org.tocsin.registry.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.tocsin.events.vocabulary.ConsentPurpose;

/** What a defender's word on one purpose comes to at a moment (DOMAIN.md, section 6, rule 10). */
public enum Answer {
  GRANTED,
  /** Nobody has asked: no for all purposes but {@code store}. */
  NOT_ASKED,
  REFUSED,
  WITHDRAWN,
  /** It was granted, and the time is over. */
  EXPIRED,
  /** The last decision is of no kind that this version knows; to be safe, a no. */
  UNCLEAR;

  /** Whether it allows what the purpose stands for. */
  public boolean allows(ConsentPurpose purpose) {
    return this == GRANTED || this == NOT_ASKED && purpose == ConsentPurpose.STORE;
  }

  /** As answers and audit entries have it, such as {@code not-asked}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
