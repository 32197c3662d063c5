package org.tocsin.registry.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.events.Subject;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.casefile.TimelineEntry;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.Flag;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Unapplied;

/**
 * What became of an event, for the partner who sent it; nothing of what it says.
 *
 * @param id the event's
 * @param type such as {@code act-reported}
 * @param caseId its case; left out for events about no case
 * @param subject what it is about, where that is no case
 * @param recordedAt when we knew
 * @param state {@code standing}, {@code corrected}, {@code retracted} or {@code held}; for a
 *     correction or retraction without effect {@code waiting} or {@code misfit}
 * @param flags why the desk is asked to look at it: {@code future-date}, {@code unrecognised-code};
 *     {@code erased} or {@code key-destroyed} where the sealed part cannot be opened again
 * @param correctedBy ids of the corrections that are applied, in order
 * @param retractedBy id of what took it back
 * @param conflicts when other contents were recorded under the same id; they do not count
 * @param letter how the State's reply stands, where it reports a letter
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SubmissionView(
    String id,
    String type,
    String caseId,
    String subject,
    Instant recordedAt,
    String state,
    List<String> flags,
    List<String> correctedBy,
    String retractedBy,
    List<Instant> conflicts,
    Letter letter) {

  static SubmissionView of(
      Entry entry, List<Instant> conflicts, Letter letter, Optional<Flag> lost) {
    return view(
        entry.reported(),
        TimelineEntry.state(entry),
        Stream.concat(entry.flags().stream(), lost.stream()).map(Flag::code).toList(),
        entry.corrections().stream().map(correction -> correction.id().value()).toList(),
        entry.retraction().map(retraction -> retraction.id().value()).orElse(null),
        conflicts,
        letter);
  }

  static SubmissionView of(Unapplied unapplied, List<Instant> conflicts, Optional<Flag> lost) {
    return view(
        unapplied.event(),
        unapplied.reason().name().toLowerCase(Locale.ROOT),
        lost.stream().map(Flag::code).toList(),
        List.of(),
        null,
        conflicts,
        null);
  }

  /** A correction or retraction that has taken effect. */
  static SubmissionView applied(Recorded event, List<Instant> conflicts, Optional<Flag> lost) {
    List<String> flags = lost.stream().map(Flag::code).toList();
    return view(event, "standing", flags, List.of(), null, conflicts, null);
  }

  SubmissionView withConflicts(List<Instant> others) {
    return new SubmissionView(
        id,
        type,
        caseId,
        subject,
        recordedAt,
        state,
        flags,
        correctedBy,
        retractedBy,
        others,
        letter);
  }

  private static SubmissionView view(
      Recorded event,
      String state,
      List<String> flags,
      List<String> correctedBy,
      String retractedBy,
      List<Instant> conflicts,
      Letter letter) {
    Subject subject = event.event().header().subject();
    boolean ofCase = subject instanceof Subject.OfCase;
    return new SubmissionView(
        event.id().value(),
        event.event().type().code(),
        ofCase ? subject.toString() : null,
        ofCase ? null : subject.toString(),
        event.recordedAt(),
        state,
        flags,
        correctedBy,
        retractedBy,
        conflicts,
        letter);
  }
}
