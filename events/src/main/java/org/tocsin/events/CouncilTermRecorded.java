package org.tocsin.events;

import java.time.LocalDate;
import org.tocsin.events.shape.FieldException;
import org.tocsin.events.shape.Required;
import org.tocsin.events.vocabulary.State;

/** A term of a State in the Human Rights Council: a span, never a yes or no. */
public record CouncilTermRecorded(
    @Required State state, @Required LocalDate from, @Required LocalDate to)
    implements ReprisalEvent {

  public CouncilTermRecorded {
    if (from != null && to != null && from.isAfter(to)) {
      throw new FieldException(
          "to",
          "the term ends before it begins",
          "Give a day on or after the first day of the term.");
    }
  }
}
