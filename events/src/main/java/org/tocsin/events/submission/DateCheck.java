package org.tocsin.events.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.State;

/**
 * Checks when something is said to have happened: not before 1900, odd if in the future, and only
 * by States that existed then.
 */
final class DateCheck {

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(24);

  private DateCheck() {}

  static void moment(OccurredAt occurredAt, String pointer, Instant now, Reading reading) {
    Instant earliest = occurredAt.earliest();
    if (earliest.isBefore(FIRST)) {
      reading.violation(
          pointer + "/occurredAt/value",
          Rule.DATE,
          "This date lies before 1900.",
          "Correct the year.");
    }
    if (earliest.isAfter(now.plus(CLOCKS_MAY_DIFFER))) {
      reading.warning(
          pointer + "/occurredAt/value",
          Rule.FUTURE_DATE,
          "This date lies more than a day in the future; the desk is asked to confirm it.",
          "Correct the date if it is wrong.");
    }
  }

  /**
   * @param states by the names of the fields that hold them
   */
  static void states(
      Map<String, State> states, OccurredAt occurredAt, String pointer, Reading reading) {
    LocalDate day = LocalDate.ofInstant(occurredAt.earliest(), ZoneOffset.UTC);
    states.forEach(
        (name, state) -> {
          if (!state.existedOn(day)) {
            reading.violation(
                pointer + "/" + name,
                Rule.WITHDRAWN_STATE,
                "This code was withdrawn before the event's date.",
                "Give the code of the State that existed then.");
          }
        });
  }
}
