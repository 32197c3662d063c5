package org.tocsin.intake.admission;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tocsin.events.identity.Organisation;

/**
 * How many events each partner may send in this process: a token bucket, and a small reserve of its
 * own for extreme events. Safe for many threads.
 */
final class Quotas {

  private record Allowance(int eventsPerSecond, Bucket quota, Bucket reserve) {}

  private final AdmissionSettings settings;
  private final ConcurrentMap<String, Allowance> byOrganisation = new ConcurrentHashMap<>();

  Quotas(AdmissionSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes one event from the partner's quota, or from its reserve if the event is extreme.
   *
   * @param own the partner's quota where the directory names one, in events a second
   * @return how long to wait until there is one again; zero if it was taken
   */
  Duration take(Organisation organisation, OptionalInt own, boolean extreme) {
    int rate = own.orElse(settings.eventsPerSecond());
    Allowance allowance = byOrganisation.get(organisation.id());
    if (allowance == null || allowance.eventsPerSecond != rate) {
      allowance =
          byOrganisation.compute(
              organisation.id(),
              (id, old) -> old == null || old.eventsPerSecond != rate ? allowance(rate) : old);
    }
    ConsumptionProbe quota = allowance.quota.tryConsumeAndReturnRemaining(1);
    if (quota.isConsumed() || (extreme && allowance.reserve.tryConsume(1))) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(quota.getNanosToWaitForRefill());
  }

  private Allowance allowance(int rate) {
    return new Allowance(
        rate,
        bucket(rate, settings.burstSeconds()),
        bucket(settings.extremeReservePerSecond(), settings.burstSeconds()));
  }

  private static Bucket bucket(int perSecond, int burstSeconds) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity((long) perSecond * burstSeconds)
                    .refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }
}
