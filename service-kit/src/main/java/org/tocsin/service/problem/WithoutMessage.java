package org.tocsin.service.problem;

/**
 * A throwable's class and stack without its message, for the log: messages of databases and parsers
 * repeat what they were given.
 */
public final class WithoutMessage extends RuntimeException {

  private static final int DEEPEST = 20;

  private WithoutMessage(String className, StackTraceElement[] stack, Throwable cause) {
    super(className, cause, false, true);
    setStackTrace(stack);
  }

  /** The whole chain of causes, cut off at a depth that no honest chain has. */
  public static WithoutMessage of(Throwable thrown) {
    return of(thrown, DEEPEST);
  }

  private static WithoutMessage of(Throwable thrown, int depth) {
    var cause = thrown.getCause();
    return new WithoutMessage(
        thrown.getClass().getName(),
        thrown.getStackTrace(),
        cause == null || depth == 0 ? null : of(cause, depth - 1));
  }
}
