package org.tocsin.alert.decision;

/**
 * Why people are told of an alert, as a key: of one kind within the alert, so that what is decided
 * again tells nobody again. Holds ids of events only.
 */
final class Occasion {

  /** It was raised. */
  static final String FIRST = "news";

  /** It never was so. */
  static final String TAKEN_BACK = "taken back";

  private Occasion() {}

  /** Another report made it graver. */
  static String graver(ReportKey by) {
    return "graver " + by.origin() + " " + by.eventId();
  }

  static String amended(Amendment by) {
    return "amended " + by.key().origin() + " " + by.key().eventId();
  }

  static String linked(Link by) {
    return (by.linked() ? "linked " : "unlinked ") + by.eventId();
  }

  static String storm(int acts) {
    return "storm " + acts;
  }

  static String stormShrank(int acts) {
    return "storm taken back " + acts;
  }
}
