package org.tocsin.alert.auditor;

/** Something that stands still. */
public enum Finding {
  /** An escalation is due, and nothing takes it further. */
  ESCALATION("ESCALATIONS STAND STILL"),
  /** A message of extreme or severe news waits to be sent. */
  GRAVE_MESSAGE("GRAVE MESSAGES WAIT"),
  /** Any other message does. */
  MESSAGE("MESSAGES WAIT"),
  /** A message has been on its way for longer than any way takes. */
  SENDING("MESSAGES HANG"),
  /** Steps do not reach the brokers. */
  OUTBOX("STEPS OF ALERTS ARE NOT TOLD"),
  /** What is done by the clock is not done. */
  TIMER("TIMERS STAND STILL"),
  /** An alert of extreme or severe news has told nobody, and nothing covers it. */
  NOBODY_TOLD("ALERTS HAVE TOLD NOBODY"),
  /** The database does not answer. */
  DATABASE("THE DATABASE DOES NOT ANSWER");

  private final String words;

  Finding(String words) {
    this.words = words;
  }

  /** As a mail to ops says it. */
  String words() {
    return words;
  }
}
