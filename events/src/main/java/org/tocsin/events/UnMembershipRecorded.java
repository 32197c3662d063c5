package org.tocsin.events;

import java.time.LocalDate;
import org.tocsin.events.shape.FieldException;
import org.tocsin.events.shape.Required;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.UnMembership;

/**
 * How long a State is a member of the United Nations, or observes as a State.
 *
 * @param from the day of admission
 * @param to the last day; null while it lasts
 */
public record UnMembershipRecorded(
    @Required State state,
    @Required Term<UnMembership> membership,
    @Required LocalDate from,
    LocalDate to)
    implements ReprisalEvent {

  public UnMembershipRecorded {
    if (from != null && to != null && from.isAfter(to)) {
      throw new FieldException(
          "to", "the membership ends before it begins", "Give a day on or after the first day.");
    }
  }
}
