package org.tocsin.alert.delivery;

/** Why a message was not handed over: it decides what is done next. */
public enum Fault {
  /** This message cannot arrive, such as at a number that does not exist: never tried again. */
  FINAL("refused"),
  /** The provider did not take this message now: tried again after a while. */
  PASSING("not-now"),
  /** The provider cannot be reached: no fault of the message, and none is tried until it can. */
  OUTAGE("unreachable"),
  /** Nobody knows whether it was taken: tried again, marked, if no receipt comes. */
  UNCLEAR("no-answer");

  private final String code;

  Fault(String code) {
    this.code = code;
  }

  /** As metrics call it. */
  String code() {
    return code;
  }
}
