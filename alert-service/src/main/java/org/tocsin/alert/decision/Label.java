package org.tocsin.alert.decision;

import java.util.Set;

/**
 * The words that mark a message, beside those of {@link Timing}: of the GSM 7-bit alphabet, and
 * none shows who, where or what (DOMAIN.md, section 8).
 */
public final class Label {

  public static final String NONE = "";

  /** What was told is taken back. */
  public static final String CANCEL = "CANCEL";

  /** What was told is not quite so; the console has how it is. */
  public static final String CORRECTED = "CORRECTED";

  /** Another organisation reported an act of this kind, State and date: perhaps it is the same. */
  public static final String POSSIBLY_SAME = "POSSIBLY SAME";

  /** The desk has linked cases, and independent sources now tell of the act. */
  public static final String CORROBORATED = "CORROBORATED";

  /** The desk has linked cases that tell of one act. */
  public static final String LINKED = "LINKED";

  /** Many acts of one kind, told together. */
  public static final String STORM = "STORM";

  /** Something has been reported that cannot be read. */
  public static final String UNREADABLE = "UNREADABLE REPORT";

  /** To ops: nobody has acknowledged, although everybody was told. */
  public static final String NOBODY_ANSWERED = "NOBODY ANSWERED";

  /** To ops: nothing may have reached anybody, or there is nobody left to try. */
  public static final String NOT_DELIVERED = "NOT DELIVERED";

  /** Of those about an alert, what goes to ops, who see nothing of any case. */
  public static final Set<String> TO_OPS = Set.of(NOBODY_ANSWERED, NOT_DELIVERED);

  private Label() {}

  /** A storm has come to so many acts. */
  static String storm(int acts) {
    return STORM + " " + acts;
  }
}
