package org.tocsin.alert.storm;

/**
 * What a storm is a storm of. News that wakes and historic news never share one: a flood of old
 * cases, told by e-mail alone, must not swallow an arrest of today.
 *
 * @param state code of the responsible State, or of where it happened if none is named
 * @param actType code of the act, recognised or not
 * @param historic whether it is told by e-mail only
 */
public record StormKey(String state, String actType, boolean historic) {

  /** As it stands in the database; never in a message, a metric or a log line. */
  public String text() {
    return state + " " + actType + (historic ? " historic" : "");
  }
}
