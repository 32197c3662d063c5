package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.StateReplied;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.service.deadline.Deadlines;
import org.tocsin.service.deadline.Deadlines.Deadline;

/**
 * A letter of a UN mechanism to a State, and how its reply stands (DOMAIN.md, section 6, rule 6).
 *
 * @param eventId the report of the letter
 * @param reference the mechanism's
 * @param state addressed, ISO 3166-1 code
 * @param sentAt the letter's day
 * @param overdueAt from when it is overdue; null where its mechanism sets no deadline
 * @param deadlineRules the version of the rules that set the deadline; null where there is none
 * @param reply how the reply stands
 * @param daysLate by how many days the reply is, or came, too late; null where it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Letter(
    String eventId,
    String reference,
    String state,
    LocalDate sentAt,
    Instant overdueAt,
    String deadlineRules,
    ReplyState reply,
    Long daysLate) {

  /** A letter as it was reported. */
  public record Sent(
      String eventId, String mechanism, String reference, String state, LocalDate sentAt) {

    static Sent of(Entry entry, CommunicationSent letter) {
      return new Sent(
          entry.reported().id().value(),
          letter.mechanism().code(),
          letter.reference(),
          letter.state().code(),
          letter.sentAt());
    }
  }

  /**
   * A State's reply.
   *
   * @param kind code, recognised or not
   * @param at when it came; the first possible moment
   */
  public record Reply(String reference, String kind, Instant at) {

    static Reply of(Entry entry, StateReplied reply) {
      return new Reply(
          reply.reference(), reply.kind().code(), entry.now().header().occurredAt().earliest());
    }

    /** Whether it stops the clock: an acknowledgement or a partial reply does not. */
    boolean isOfSubstance() {
      return kind.equals(ReplyKind.SUBSTANTIVE.code())
          || kind.equals(ReplyKind.REJECTS_ALLEGATION.code());
    }
  }

  /** The letters of a case as they stand at a moment. */
  public static List<Letter> of(History history, Deadlines deadlines, Instant now) {
    List<Reply> replies =
        history
            .standing()
            .filter(entry -> entry.now().body() instanceof StateReplied)
            .map(entry -> Reply.of(entry, (StateReplied) entry.now().body()))
            .toList();
    return history
        .standing()
        .filter(entry -> entry.now().body() instanceof CommunicationSent)
        .map(entry -> Sent.of(entry, (CommunicationSent) entry.now().body()))
        .map(sent -> of(sent, replies, deadlines, now))
        .toList();
  }

  /**
   * A letter as it stands at a moment.
   *
   * @param replies of its case, also those to other letters
   */
  public static Letter of(Sent sent, Collection<Reply> replies, Deadlines deadlines, Instant now) {
    Optional<Deadline> deadline = deadlines.of(sent.mechanism, sent.sentAt);
    Optional<Instant> overdueAt = deadline.map(Deadline::overdueAt);
    List<Reply> own = replies.stream().filter(r -> r.reference.equals(sent.reference)).toList();
    Optional<Instant> answered =
        own.stream().filter(Reply::isOfSubstance).map(Reply::at).min(Comparator.naturalOrder());
    Optional<Instant> since = overdueAt.filter(at -> !answered.orElse(now).isBefore(at));
    return new Letter(
        sent.eventId,
        sent.reference,
        sent.state,
        sent.sentAt,
        overdueAt.orElse(null),
        deadline.map(Deadline::version).orElse(null),
        ReplyState.of(answered.isPresent(), since.isPresent(), !own.isEmpty()),
        since.map(at -> ChronoUnit.DAYS.between(at, answered.orElse(now)) + 1).orElse(null));
  }
}
