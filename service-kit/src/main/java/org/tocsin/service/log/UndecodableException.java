package org.tocsin.service.log;

/** A record that will never be readable, however often it is tried. */
public final class UndecodableException extends Exception {

  private final String reason;

  /**
   * @param reason a stable code such as {@code unknown-type}; never anything of the content
   */
  public UndecodableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
