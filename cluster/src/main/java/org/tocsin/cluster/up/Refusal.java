package org.tocsin.cluster.up;

/**
 * Something that the user has to put right; the message is one line that says what is wrong and
 * what to do.
 */
public final class Refusal extends RuntimeException {
  public Refusal(String message) {
    super(message);
  }
}
