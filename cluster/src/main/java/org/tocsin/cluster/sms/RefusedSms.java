package org.tocsin.cluster.sms;

/**
 * Thrown by whoever receives a message from the simulator: its sender is told that it is not taken.
 */
public final class RefusedSms extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Refuses it.
   *
   * @param status why (SMPP 3.4, section 5.1.3)
   */
  public RefusedSms(int status) {
    super("refused with status " + Integer.toHexString(status));
    this.status = status;
  }

  int status() {
    return status;
  }
}
