package org.tocsin.alert.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/**
 * Who is to be told of an alert, and when.
 *
 * @param alert the alert, which is stored already, and so are the reports that it tells of
 * @param occasion why; of those who have been told of it nobody is told again by the same channel
 * @param to whom, by which channels
 * @param urgency in which lane it goes out
 * @param due not before
 */
public record Planned(
    UUID alert, Occasion occasion, Collection<Recipient> to, Severity urgency, Instant due) {

  public Planned {
    to = List.copyOf(to);
  }
}
