package org.tocsin.alert.decision;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.alert.silence.Covered;
import org.tocsin.alert.storm.StormKey;
import org.tocsin.events.vocabulary.Severity;

/**
 * One thing that contacts must know, as it stands.
 *
 * @param caseId the case; null for what is about none, such as a storm
 * @param change what changed; with the case its key
 * @param from the first moment at which it can have happened
 * @param to the last
 * @param sources independent sources that stand; empty where no report could be unverified
 * @param byDesk whether the desk recorded it
 * @param hasAct whether an act stands in it
 * @param actKeys by which reports of the same act are found
 * @param about what policies and silences match
 * @param linkKey by which alerts of linked cases are found to be the same act
 * @param raisedAt when it was raised
 * @param cancelled whether all its reports were taken back, or are told of by another alert
 * @param ties what it belongs to
 */
public record Alert(
    UUID id,
    UUID caseId,
    String change,
    Instant from,
    Instant to,
    Severity severity,
    Timing timing,
    Set<String> sources,
    boolean byDesk,
    boolean hasAct,
    Set<String> actKeys,
    News.About about,
    Optional<String> linkKey,
    Instant raisedAt,
    boolean cancelled,
    Ties ties) {

  /** The change of an alert that stands for a storm. */
  public static final String STORM = "storm";

  static final Comparator<Alert> ELDEST =
      Comparator.comparing(Alert::raisedAt).thenComparing(Alert::id);

  public Alert {
    sources = Set.copyOf(sources);
    actKeys = Set.copyOf(actKeys);
  }

  /** The alert that news raises. */
  public static Alert of(UUID id, News news, Instant now) {
    return new Alert(
        id,
        news.caseId(),
        news.change(),
        news.from(),
        news.to(),
        news.severity(),
        news.timing(),
        news.source().equals(News.NO_REPORT) ? Set.of() : Set.of(news.source()),
        news.byDesk(),
        news.act(),
        news.actKeys(),
        news.about(),
        news.linkKey(),
        now,
        false,
        Ties.NONE);
  }

  /** The alert that stands for a storm. */
  static Alert ofStorm(UUID id, StormKey key, Instant now) {
    var about =
        new News.About(Optional.of(key.state()), Optional.of(key.actType()), Optional.empty());
    return new Alert(
        id,
        null,
        STORM,
        now,
        now,
        Severity.SEVERE,
        key.historic() ? Timing.LATE_REPORT : Timing.FRESH,
        Set.of(),
        false,
        true,
        Set.of(),
        about,
        Optional.empty(),
        now,
        false,
        Ties.NONE);
  }

  /** With one more report, which can only make it graver. */
  Alert joined(News news) {
    return new Alert(
        id,
        caseId,
        change,
        from,
        to,
        news.severity().compareTo(severity) > 0 ? news.severity() : severity,
        timing.moreWaking(news.timing()),
        union(sources, Set.of(news.source())),
        byDesk && news.byDesk(),
        hasAct || news.act(),
        union(actKeys, news.actKeys()),
        news.act() && !hasAct ? news.about() : about,
        linkKey.or(news::linkKey),
        raisedAt,
        cancelled,
        ties);
  }

  /**
   * The same alert as if only these had been reported: what is left after a correction or a
   * retraction.
   *
   * @param standing at least one
   */
  Alert restated(Collection<News> standing) {
    Alert now = null;
    for (News news : standing) {
      now = now == null ? of(id, news, raisedAt) : now.joined(news);
    }
    return now.with(ties);
  }

  Alert withCancelled() {
    return new Alert(
        id,
        caseId,
        change,
        from,
        to,
        severity,
        timing,
        sources,
        byDesk,
        hasAct,
        Set.of(),
        about,
        linkKey,
        raisedAt,
        true,
        ties.sameAs(null));
  }

  Alert with(Ties other) {
    return new Alert(
        id, caseId, change, from, to, severity, timing, sources, byDesk, hasAct, actKeys, about,
        linkKey, raisedAt, cancelled, other);
  }

  /** Whether it says more than before that somebody has to be woken, or that it is graver. */
  boolean isGraverThan(Alert before) {
    return severity.compareTo(before.severity) > 0
        || severity == before.severity && timing.wakes() && !before.timing.wakes();
  }

  /**
   * Whether its messages are to be marked UNVERIFIED (rule 5), given the independent sources that
   * tell of it, here or in linked cases.
   */
  boolean isUnverified(Set<String> all) {
    return !byDesk && all.size() == 1;
  }

  /** The storm that it would be part of; empty if no storm can hold it. */
  public Optional<StormKey> stormKey() {
    return severity == Severity.SEVERE
        ? about
            .state()
            .flatMap(
                state -> about.actType().map(type -> new StormKey(state, type, !timing.wakes())))
        : Optional.empty();
  }

  /** What a silence can match. */
  Covered covered() {
    return new Covered(
        about.state(), about.actType(), about.partner(), Optional.ofNullable(caseId), severity);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
