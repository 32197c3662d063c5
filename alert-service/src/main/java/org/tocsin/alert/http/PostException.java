package org.tocsin.alert.http;

/** A request was not answered. Carries no address and no text. */
public final class PostException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean sent;

  PostException(boolean sent, String message) {
    super(message);
    this.sent = sent;
  }

  /** Whether the other side may have got the request; if not, it has not. */
  public boolean maybeSent() {
    return sent;
  }
}
