package org.tocsin.events.submission;

import java.util.List;
import org.tocsin.events.Event;
import org.tocsin.events.shape.Violation;

/** What became of reading a partner's event. */
public sealed interface Submission {

  /**
   * Sound, and ready for the log.
   *
   * @param warnings what is odd but was taken
   */
  record Accepted(Event event, List<Violation> warnings) implements Submission {}

  /**
   * Refused as a whole.
   *
   * @param violations all that is wrong, never only the first
   */
  record Refused(List<Violation> violations) implements Submission {}
}
