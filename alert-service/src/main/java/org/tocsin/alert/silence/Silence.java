package org.tocsin.alert.silence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/**
 * A time in which some alerts wake nobody. It ends by itself, and what it covers stays visible.
 *
 * @param matching what it covers
 * @param from when it begins
 * @param until when it ends
 * @param includesExtreme whether it covers extreme alerts too: never unless said so
 * @param reason why, in words without names
 * @param by who set it
 * @param endedAt when somebody ended it before its time
 */
public record Silence(
    UUID id,
    Matching matching,
    Instant from,
    Instant until,
    boolean includesExtreme,
    String reason,
    String by,
    Optional<Instant> endedAt) {

  /**
   * What a silence covers: whatever agrees in all that is given. At least one is.
   *
   * @param severity exactly this one
   */
  public record Matching(
      Optional<String> state,
      Optional<String> actType,
      Optional<String> partner,
      Optional<UUID> caseId,
      Optional<Severity> severity) {

    public boolean isEmpty() {
      return state.isEmpty()
          && actType.isEmpty()
          && partner.isEmpty()
          && caseId.isEmpty()
          && severity.isEmpty();
    }

    boolean matches(Covered alert) {
      return agrees(state, alert.state())
          && agrees(actType, alert.actType())
          && agrees(partner, alert.partner())
          && agrees(caseId, alert.caseId())
          && agrees(severity, Optional.of(alert.severity()));
    }

    private static <T> boolean agrees(Optional<T> wanted, Optional<T> actual) {
      return wanted.isEmpty() || wanted.equals(actual);
    }
  }

  /** Whether it is in force: from its beginning on, and no longer at its end. */
  public boolean isInForce(Instant now) {
    return !now.isBefore(from) && now.isBefore(end());
  }

  /** When it ends, or has ended. */
  public Instant end() {
    return endedAt.filter(until::isAfter).orElse(until);
  }

  /** Whether it keeps this alert from waking anybody now. */
  public boolean covers(Covered alert, Instant now) {
    return isInForce(now)
        && (includesExtreme || alert.severity() != Severity.EXTREME)
        && matching.matches(alert);
  }

  /** The one of these that covers the alert; of several the one that lasts longest. */
  public static Optional<Silence> covering(List<Silence> silences, Covered alert, Instant now) {
    return silences.stream()
        .filter(silence -> silence.covers(alert, now))
        .max(Comparator.comparing(Silence::end).thenComparing(Silence::id));
  }
}
