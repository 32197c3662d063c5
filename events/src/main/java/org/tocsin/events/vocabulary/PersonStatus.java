package org.tocsin.events.vocabulary;

/**
 * Where a person stands; may go back (released, then re-arrested). <em>Located</em> is not
 * <em>released</em>.
 */
public enum PersonStatus implements Vocabulary {
  AT_LIBERTY(Severity.MODERATE),
  IN_HIDING(Severity.MODERATE),
  TRAVEL_BLOCKED(Severity.MODERATE),
  DETAINED(Severity.SEVERE),
  INCOMMUNICADO(Severity.EXTREME),
  MISSING(Severity.EXTREME),
  DISAPPEARED(Severity.EXTREME),
  LOCATED(Severity.MODERATE),
  RELEASED(Severity.MODERATE),
  RE_ARRESTED(Severity.SEVERE),
  CONVICTED(Severity.MODERATE),
  EXILED(Severity.MODERATE),
  DECEASED(Severity.EXTREME),
  UNKNOWN(Severity.MODERATE);

  private final Severity severity;

  PersonStatus(Severity severity) {
    this.severity = severity;
  }

  /** How grave the news is that a person has come to this status. */
  public Severity severity() {
    return severity;
  }

  /**
   * The severity of a change to a status, known or not: one that is not recognised counts as
   * moderate.
   */
  public static Severity severity(Term<PersonStatus> status) {
    return status.known().map(PersonStatus::severity).orElse(Severity.MODERATE);
  }
}
