package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tocsin.events.ActReported;
import org.tocsin.events.StateReplied;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * How what is reported of acts stands (DOMAIN.md, section 6, rules 1 and 5). Pure.
 *
 * @param standing in a word
 * @param corroborated whether at least two independent sources tell of one of the acts; a denial
 *     takes nothing of that away
 * @param disputes replies by which a State denies
 * @param retracted reports of acts that were taken back
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Information(
    String standing, boolean corroborated, List<Dispute> disputes, List<Retracted> retracted) {

  /** How it stands; of several the last in this order is said. */
  public enum Standing {
    /** No act is reported. */
    NONE,
    /** By one source. */
    REPORTED,
    /** By at least two independent sources. */
    CORROBORATED,
    /** A State denies it: that disproves nothing, and every count stays. */
    DISPUTED,
    /** All reports of acts were taken back. */
    RETRACTED;

    /** As answers have it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A State's denial, with the event it comes from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Dispute(
      String state, String reference, Instant recordedAt, String origin, String eventId) {}

  /** A report that was taken back, and by which event. */
  public record Retracted(String eventId, String origin, String retractedBy) {}

  /**
   * The track of a case.
   *
   * @param corroborated whether the sources of its acts, also in other cases, make it so
   */
  public static Information of(History history, boolean corroborated) {
    List<Dispute> disputes =
        history.standing().filter(Information::denies).map(Information::dispute).toList();
    List<Retracted> retracted =
        history.entries().stream()
            .filter(entry -> isAct(entry) && entry.retraction().isPresent())
            .map(Information::retracted)
            .toList();
    boolean reported = history.standing().anyMatch(Information::isAct);
    return new Information(
        standing(reported, corroborated, disputes, retracted).code(),
        corroborated,
        disputes,
        retracted);
  }

  private static Standing standing(
      boolean reported, boolean corroborated, List<Dispute> disputes, List<Retracted> retracted) {
    if (!reported) {
      return retracted.isEmpty() ? Standing.NONE : Standing.RETRACTED;
    }
    if (!disputes.isEmpty()) {
      return Standing.DISPUTED;
    }
    return corroborated ? Standing.CORROBORATED : Standing.REPORTED;
  }

  private static boolean isAct(Entry entry) {
    return entry.now().body() instanceof ActReported;
  }

  private static boolean denies(Entry entry) {
    return entry.now().body() instanceof StateReplied reply
        && reply.kind().is(ReplyKind.REJECTS_ALLEGATION);
  }

  private static Dispute dispute(Entry entry) {
    var reply = (StateReplied) entry.now().body();
    return new Dispute(
        reply.state() == null ? null : reply.state().code(),
        reply.reference(),
        entry.reported().recordedAt(),
        entry.reported().origin(),
        entry.reported().id().value());
  }

  private static Retracted retracted(Entry entry) {
    return new Retracted(
        entry.reported().id().value(),
        entry.reported().origin(),
        entry.retraction().orElseThrow().id().value());
  }
}
