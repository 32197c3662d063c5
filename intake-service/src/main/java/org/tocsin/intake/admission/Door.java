package org.tocsin.intake.admission;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalInt;
import org.tocsin.events.identity.Organisation;

/**
 * Lets events in: within the partner's quota, and within what this process can hold. Who is let in
 * leaves by {@link #leave}.
 */
@Singleton
public class Door {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  /** What the door says. */
  public sealed interface Word {

    /** Let in. */
    record In() implements Word {}

    /**
     * Beyond the partner's quota.
     *
     * @param retryAfter until it is worth trying again
     */
    record BeyondQuota(Duration retryAfter) implements Word {}

    /** This process holds as much as it can. */
    record Full() implements Word {}
  }

  private static final Word IN = new Word.In();
  private static final Word FULL = new Word.Full();

  private final Quotas quotas;
  private final Capacity capacity;

  Door(AdmissionSettings settings, MeterRegistry meters) {
    this.quotas = new Quotas(settings);
    this.capacity = new Capacity(settings.eventsInFlight(), settings.bytesInFlight().asLongValue());
    meters.gauge("tocsin.intake.in.flight", capacity, Capacity::held);
  }

  /**
   * Lets one event in or says why not; never waits.
   *
   * @param own the partner's own quota in events a second, if it has one
   * @param size of the event in bytes
   */
  public Word enter(Organisation organisation, OptionalInt own, boolean extreme, int size) {
    if (!capacity.enter(extreme ? Lane.EXTREME : Lane.ORDINARY, size)) {
      return FULL;
    }
    Duration wait = quotas.take(organisation, own, extreme);
    if (wait.isZero()) {
      return IN;
    }
    capacity.leave(size);
    return new Word.BeyondQuota(wait);
  }

  /** The same for an item of a stream: it waits until there is room and quota. */
  public Word await(Organisation organisation, OptionalInt own, boolean extreme, int size)
      throws InterruptedException {
    for (Duration wait = quotas.take(organisation, own, extreme);
        !wait.isZero();
        wait = quotas.take(organisation, own, extreme)) {
      Thread.sleep(wait);
    }
    while (!capacity.enter(extreme ? Lane.EXTREME : Lane.STREAM, size)) {
      Thread.sleep(LOOK_AGAIN);
    }
    return IN;
  }

  /** Gives back what an event that was let in has held. */
  public void leave(int size) {
    capacity.leave(size);
  }
}
