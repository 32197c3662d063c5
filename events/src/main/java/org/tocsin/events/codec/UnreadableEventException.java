package org.tocsin.events.codec;

/**
 * Thrown for a record of the log that is no event this version can read. The message names the
 * reason and never the content.
 */
public final class UnreadableEventException extends Exception {

  private final String reason;

  /**
   * @param reason a stable code, such as {@code unknown-type}
   */
  public UnreadableEventException(String reason) {
    super("unreadable event: " + reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
