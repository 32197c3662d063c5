package org.tocsin.alert.delivery;

/** Why a message was not handed over: it decides what is done next. */
public enum Fault {
  /** This message cannot arrive, such as at a number that does not exist: never tried again. */
  FINAL,
  /** The provider did not take this message now: tried again after a while. */
  PASSING,
  /** The provider cannot be reached: no fault of the message, and none is tried until it can. */
  OUTAGE,
  /** Nobody knows whether it was taken: tried again, marked, if no receipt comes. */
  UNCLEAR
}
