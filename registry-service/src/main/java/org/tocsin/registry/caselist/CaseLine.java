package org.tocsin.registry.caselist;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.ActReported;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.Information;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.casefile.NeedToKnow;
import org.tocsin.registry.casefile.Owner;
import org.tocsin.registry.casefile.ReplyState;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.service.deadline.Deadlines;

/**
 * A case in a list: ids, codes, dates and counts, nothing that was sealed. Pure.
 *
 * @param id the case
 * @param lastRecordedAt when its last event was recorded, by which the list is ordered
 * @param open whether nobody has closed it
 * @param owner the user who works on it; null where nobody is assigned
 * @param restricted whether it has a need-to-know list
 * @param states of its acts: where they happened, and those responsible
 * @param actTypes of its acts, recognised or not
 * @param severities of its acts, the gravest first
 * @param status where the person stands; null where nothing is reported
 * @param information how what is reported of acts stands, in a word
 * @param flagged how many events wait for the desk to look at them
 * @param overdueLetters how many letters are overdue
 * @param defenders how many it has
 * @param events how many it has
 * @param acts by which corroboration is found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseLine(
    UUID id,
    Instant lastRecordedAt,
    boolean open,
    String owner,
    boolean restricted,
    Set<String> states,
    Set<String> actTypes,
    List<String> severities,
    String status,
    String information,
    int flagged,
    int overdueLetters,
    int defenders,
    int events,
    @JsonIgnore History history,
    @JsonIgnore List<ReportedAct> acts) {

  /** A case before it is known whether it is corroborated. */
  static CaseLine of(Newest.Row row, History history, Deadlines deadlines, Horizon horizon) {
    var file = CaseFile.of(history);
    return new CaseLine(
        row.caseId(),
        row.recordedAt(),
        file.open(),
        Owner.of(history).map(Owner::user).orElse(null),
        !NeedToKnow.of(history).people().isEmpty(),
        states(history),
        new TreeSet<>(file.acts().stream().map(ReportedAct::actType).toList()),
        file.acts().stream()
            .map(ReportedAct::severity)
            .distinct()
            .sorted(Comparator.comparing(CaseLine::grade).reversed())
            .toList(),
        file.status().map(StatusEntry::status).orElse(null),
        Information.of(history, false).standing(),
        (int) history.entries().stream().filter(CaseLine::waits).count(),
        (int)
            Letter.of(history, deadlines, horizon.at()).stream()
                .filter(letter -> letter.reply() == ReplyState.OVERDUE)
                .count(),
        file.defenders().size(),
        history.entries().size(),
        history,
        file.acts());
  }

  /** The same when that is known. */
  CaseLine corroborated(boolean corroborated) {
    return new CaseLine(
        id,
        lastRecordedAt,
        open,
        owner,
        restricted,
        states,
        actTypes,
        severities,
        status,
        Information.of(history, corroborated).standing(),
        flagged,
        overdueLetters,
        defenders,
        events,
        history,
        acts);
  }

  /** Whether the desk is asked to look at it and has not confirmed it. */
  private static boolean waits(Entry entry) {
    return !entry.flags().isEmpty() && !entry.confirmed() && entry.retraction().isEmpty();
  }

  private static Set<String> states(History history) {
    var states = new TreeSet<String>();
    history
        .standing()
        .map(entry -> entry.now().body())
        .filter(ActReported.class::isInstance)
        .map(ActReported.class::cast)
        .flatMap(act -> Stream.of(act.incidentState(), act.responsibleState()))
        .filter(state -> state != null)
        .map(State::code)
        .forEach(states::add);
    return states;
  }

  private static int grade(String severity) {
    return Stream.of(Severity.values())
        .filter(each -> each.code().equals(severity))
        .mapToInt(Enum::ordinal)
        .findFirst()
        .orElse(-1);
  }
}
