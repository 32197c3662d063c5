package org.tocsin.alert.follow;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Report;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.StateReplied;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.service.deadline.Deadlines;

/**
 * The letters of one case and which of them are answered, in whatever order all of it was reported,
 * corrected and taken back. Pure.
 *
 * @param sent by reference; of several under one the first that was recorded counts
 * @param answered references to which something of substance came: an acknowledgement or a partial
 *     reply does not stop the clock
 */
record Letters(Map<String, Letter> sent, Set<String> answered) {

  /** A letter with a deadline. */
  record Letter(Instant overdueAt, Instant recordedAt) {}

  static Letters of(
      Collection<Report> reports, Collection<Amendment> amendments, Deadlines deadlines) {
    var sent = new HashMap<String, Letter>();
    var answered = new HashSet<String>();
    List<Report> inOrder =
        reports.stream()
            .sorted(Comparator.comparing(Report::recordedAt).thenComparing(Report::key))
            .toList();
    for (Report report : inOrder) {
      var standing = report.standing(amendments);
      if (standing.isEmpty()) {
        continue;
      }
      switch (standing.get().body()) {
        case CommunicationSent letter ->
            deadlines
                .overdueAt(letter.mechanism().code(), letter.sentAt())
                .ifPresent(
                    overdueAt ->
                        sent.putIfAbsent(
                            letter.reference(), new Letter(overdueAt, report.recordedAt())));
        case StateReplied reply when isOfSubstance(reply) -> answered.add(reply.reference());
        default -> {}
      }
    }
    return new Letters(sent, answered);
  }

  /** Whether it stops the clock. */
  static boolean isOfSubstance(StateReplied reply) {
    return reply.kind().is(ReplyKind.SUBSTANTIVE) || reply.kind().is(ReplyKind.REJECTS_ALLEGATION);
  }
}
