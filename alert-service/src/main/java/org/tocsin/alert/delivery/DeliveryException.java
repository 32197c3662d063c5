package org.tocsin.alert.delivery;

/** A message was not handed over, or is not known to have been. Carries no address and no text. */
public final class DeliveryException extends Exception {

  private final Fault fault;

  public DeliveryException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
