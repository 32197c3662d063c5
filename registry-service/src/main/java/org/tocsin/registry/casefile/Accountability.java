package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.tocsin.events.StateMeasureTaken;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.AccountabilityTrack;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * What States did towards accountability in a case: three tracks, each on its own (DOMAIN.md,
 * section 6, rule 1). Nothing but their own steps moves them: a death ends none of them. Pure.
 *
 * @param investigation its steps, in order
 * @param prosecution its steps, in order
 * @param remedy its steps, in order
 * @param unrecognised steps of a track that is not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Accountability(
    List<Step> investigation, List<Step> prosecution, List<Step> remedy, List<Step> unrecognised) {

  /**
   * One step.
   *
   * @param step code, recognised or not
   * @param state that took it
   * @param track code, recognised or not
   * @param occurredAt when
   * @param recordedAt when we knew
   * @param origin who reported it
   * @param eventId the report
   */
  public record Step(
      String step,
      String state,
      String track,
      OccurredAt occurredAt,
      Instant recordedAt,
      String origin,
      String eventId) {}

  /** The steps in this history. */
  public static Accountability of(History history) {
    return new Accountability(
        steps(history, of(AccountabilityTrack.INVESTIGATION)),
        steps(history, of(AccountabilityTrack.PROSECUTION)),
        steps(history, of(AccountabilityTrack.REMEDY)),
        steps(history, measure -> measure.track().known().isEmpty()));
  }

  private static Predicate<StateMeasureTaken> of(AccountabilityTrack track) {
    return measure -> measure.track().is(track);
  }

  private static List<Step> steps(History history, Predicate<StateMeasureTaken> which) {
    return history
        .standing()
        .filter(
            entry -> entry.now().body() instanceof StateMeasureTaken measure && which.test(measure))
        .map(Accountability::step)
        .toList();
  }

  private static Step step(Entry entry) {
    var measure = (StateMeasureTaken) entry.now().body();
    return new Step(
        measure.step().code(),
        measure.state().code(),
        measure.track().code(),
        entry.current().occurredAt(),
        entry.reported().recordedAt(),
        entry.reported().origin(),
        entry.reported().id().value());
  }
}
