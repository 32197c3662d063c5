package org.tocsin.intake.sealing;

/** There is no key for this defender any more, and none is made unless the desk allows it. */
public final class DefenderErasedException extends RuntimeException {
  DefenderErasedException() {
    super("no key is made for an erased defender", null, false, false);
  }
}
