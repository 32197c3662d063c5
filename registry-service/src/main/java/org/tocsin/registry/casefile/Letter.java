package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.StateReplied;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.service.deadline.Deadlines;

/**
 * A letter of a UN mechanism to a State, and how its reply stands (DOMAIN.md, section 6, rule 6).
 *
 * @param eventId the report of the letter
 * @param reference the mechanism's
 * @param state addressed, ISO 3166-1 code
 * @param sentAt the letter's day
 * @param overdueAt from when it is overdue; null where its mechanism sets no deadline
 * @param reply {@code none}, {@code acknowledged}, {@code answered}, {@code late} or {@code
 *     overdue}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Letter(
    String eventId,
    String reference,
    String state,
    LocalDate sentAt,
    Instant overdueAt,
    String reply) {

  /** The letters of a case as they stand at a moment. */
  public static List<Letter> of(History history, Deadlines deadlines, Instant now) {
    return history
        .standing()
        .filter(entry -> entry.now().body() instanceof CommunicationSent)
        .map(entry -> of(entry, history, deadlines, now))
        .toList();
  }

  private static Letter of(Entry entry, History history, Deadlines deadlines, Instant now) {
    var letter = (CommunicationSent) entry.now().body();
    Optional<Instant> overdueAt = deadlines.overdueAt(letter.mechanism().code(), letter.sentAt());
    return new Letter(
        entry.reported().id().value(),
        letter.reference(),
        letter.state().code(),
        letter.sentAt(),
        overdueAt.orElse(null),
        reply(letter, history, overdueAt, now));
  }

  /** An acknowledgement or a partial reply does not stop the clock. */
  private static String reply(
      CommunicationSent letter, History history, Optional<Instant> overdueAt, Instant now) {
    Optional<Entry> substance = replies(letter, history, Letter::isOfSubstance).findFirst();
    if (substance.isPresent()) {
      boolean late =
          overdueAt
              .filter(at -> !substance.get().now().header().occurredAt().earliest().isBefore(at))
              .isPresent();
      return late ? "late" : "answered";
    }
    if (overdueAt.filter(at -> !now.isBefore(at)).isPresent()) {
      return "overdue";
    }
    return replies(letter, history, any -> true).findFirst().isPresent() ? "acknowledged" : "none";
  }

  private static boolean isOfSubstance(StateReplied reply) {
    return reply.kind().is(ReplyKind.SUBSTANTIVE) || reply.kind().is(ReplyKind.REJECTS_ALLEGATION);
  }

  private static Stream<Entry> replies(
      CommunicationSent letter, History history, Predicate<StateReplied> which) {
    return history
        .standing()
        .filter(
            entry ->
                entry.now().body() instanceof StateReplied reply
                    && reply.reference().equals(letter.reference())
                    && which.test(reply));
  }
}
