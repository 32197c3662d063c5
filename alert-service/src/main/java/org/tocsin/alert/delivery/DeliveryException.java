package org.tocsin.alert.delivery;

/** A message was not handed over, or is not known to have been. Carries no address and no text. */
public final class DeliveryException extends Exception {

  private final boolean mayHaveArrived;

  /**
   * @param mayHaveArrived whether the provider may have taken it: then it is sent again, marked
   */
  public DeliveryException(String message, boolean mayHaveArrived) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
  }

  public boolean mayHaveArrived() {
    return mayHaveArrived;
  }
}
