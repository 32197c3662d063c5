package org.tocsin.registry.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.registry.brief.Brief;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.history.History;

/**
 * A case as everybody may read it. Without names it has no ids, places, texts, sources or days
 * either: a month and a type of act are all that is left. Pure.
 *
 * @param people who it is about; null where it is published without names
 * @param status where the person stands; null where nothing is reported
 * @param acts what was done to the person in the figures of this State, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishedCase(List<Brief.Person> people, String status, List<Act> acts) {

  /** An act and the month or year in which it happened. */
  public record Act(String actType, String severity, String when) {}

  static PublishedCase of(Disclosed.OfCase shown, String state) {
    History history = shown.history();
    return new PublishedCase(
        shown.everything() ? Brief.people(history, true) : null,
        CaseFile.of(history).status().map(StatusEntry::status).orElse(null),
        history.standing().map(entry -> act(entry.now(), state)).filter(Objects::nonNull).toList());
  }

  private static Act act(Event event, String state) {
    if (!(event.body() instanceof ActReported act)) {
      return null;
    }
    var counts = act.responsibleState() == null ? act.incidentState() : act.responsibleState();
    return counts.code().equals(state)
        ? new Act(
            act.actType().code(),
            ActType.severity(act.actType()).code(),
            when(event.header().occurredAt()))
        : null;
  }

  /** A year where no more is known. */
  private static String when(OccurredAt occurredAt) {
    var month = YearMonth.from(occurredAt.earliest().atZone(ZoneOffset.UTC));
    boolean year =
        occurredAt.precision() == Precision.YEAR
            || !month.equals(YearMonth.from(occurredAt.latest().atZone(ZoneOffset.UTC)));
    return year ? String.valueOf(month.getYear()) : month.toString();
  }
}
