package org.tocsin.intake.stream;

import org.tocsin.events.submission.Envelope;
import org.tocsin.service.problem.Problem;

/** One item of a stream, as it was sent. */
sealed interface Item {

  /**
   * An object that may be an event.
   *
   * @param size in bytes
   */
  record Readable(Envelope envelope, int size) implements Item {}

  /** What is no JSON object, or too large. */
  record Unreadable(Problem problem) implements Item {}

  /** What makes everything after it unreadable as well: the stream ends here. */
  record Broken(Problem problem) implements Item {}
}
