package org.tocsin.registry.disclosure;

import java.util.Locale;
import org.tocsin.events.vocabulary.ConsentPurpose;

/** For what a file is asked for, and which consent that needs (DOMAIN.md, section 6, rule 10). */
public enum Purpose {
  /** The desk works on the file. */
  DESK_WORK(ConsentPurpose.STORE, Shown.EVERYTHING),
  /** Somebody on call is told; a contact of a partner needs {@code share-partners}. */
  ALERT(ConsentPurpose.STORE, Shown.EVERYTHING),
  /** Another partner reads a case that is shared with it. */
  SHARE_PARTNERS(ConsentPurpose.SHARE_PARTNERS, Shown.EVERYTHING),
  /** For a mechanism of the UN. */
  SHARE_UN(ConsentPurpose.SHARE_UN, Shown.EVERYTHING),
  /** For a letter to the State. */
  NAME_TO_STATE(ConsentPurpose.NAME_TO_STATE, Shown.EVERYTHING),
  /** For everybody, without anything that tells who it is. */
  PUBLIC_UNNAMED(ConsentPurpose.PUBLIC_UNNAMED, Shown.UNNAMED),
  /** For everybody, with names. */
  PUBLIC_NAMED(ConsentPurpose.PUBLIC_NAMED, Shown.EVERYTHING);

  private final ConsentPurpose consent;
  private final Shown most;

  Purpose(ConsentPurpose consent, Shown most) {
    this.consent = consent;
    this.most = most;
  }

  /** The consent that it needs. */
  ConsentPurpose consent() {
    return consent;
  }

  /** The most that is shown for it. */
  Shown most() {
    return most;
  }

  /** As addresses and audit entries have it, such as {@code desk-work}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
