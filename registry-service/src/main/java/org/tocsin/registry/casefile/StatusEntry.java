package org.tocsin.registry.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tocsin.events.ActReported;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * That a person came to a status.
 *
 * @param status code, recognised or not
 * @param occurredAt when
 * @param recordedAt when we knew
 * @param impliedByAct whether an act says so and no report of the status itself
 * @param origin who reported it
 * @param eventId the report
 */
public record StatusEntry(
    String status,
    OccurredAt occurredAt,
    Instant recordedAt,
    boolean impliedByAct,
    String origin,
    String eventId)
    implements Comparable<StatusEntry> {

  /**
   * The total order of DOMAIN.md, section 6, rule 3; of what is dated alike, what a report says of
   * the person comes after what an act only implies, and so stands.
   */
  private static final Comparator<StatusEntry> ORDER =
      Comparator.comparing(StatusEntry::occurredAt)
          .thenComparing(StatusEntry::impliedByAct, Comparator.reverseOrder())
          .thenComparing(StatusEntry::recordedAt)
          .thenComparing(StatusEntry::eventId)
          .thenComparing(StatusEntry::origin);

  /** Every entry of a history, also those that repeat the status before. */
  public static List<StatusEntry> of(History history) {
    return history.standing().flatMap(entry -> of(entry).stream()).toList();
  }

  /**
   * The changes among these, in order: a status that did not change is left out. The entries are
   * all that there are of a person; changes of single cases do not add up to those of the person.
   */
  public static List<StatusEntry> changes(Collection<StatusEntry> entries) {
    var changes = new ArrayList<StatusEntry>();
    for (StatusEntry entry : entries.stream().sorted().toList()) {
      if (changes.isEmpty() || !changes.getLast().status.equals(entry.status)) {
        changes.add(entry);
      }
    }
    return List.copyOf(changes);
  }

  private static Optional<StatusEntry> of(Entry entry) {
    return switch (entry.now().body()) {
      case PersonStatusChanged change -> Optional.of(entry(entry, change.status().code(), false));
      case ActReported act ->
          act.actType()
              .known()
              .flatMap(ActType::implies)
              .map(implied -> entry(entry, implied.code(), true));
      default -> Optional.empty();
    };
  }

  private static StatusEntry entry(Entry entry, String status, boolean implied) {
    var current = entry.current();
    return new StatusEntry(
        status,
        current.occurredAt(),
        current.recordedAt(),
        implied,
        current.origin(),
        current.id().value());
  }

  @Override
  public int compareTo(StatusEntry other) {
    return ORDER.compare(this, other);
  }
}
