package org.tocsin.registry.horizon;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Reads {@code asOf} and {@code knownAt} of a request. */
@ApplicationScoped
public class Horizons {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final Reached reached;
  private final Clock clock = Clock.systemUTC();

  Horizons(Reached reached) {
    this.reached = reached;
  }

  /**
   * The horizon of a request.
   *
   * @param asOf an instant with offset, or a day (to its end, UTC); null for all that is known
   * @param knownAt the same; null for all that the tables have. Where the tables have not got so
   *     far yet, this waits for them
   * @throws ProblemException if a time cannot be read, {@code knownAt} lies ahead, or the tables do
   *     not get so far in time
   */
  public Horizon of(Connection connection, String asOf, String knownAt) throws SQLException {
    var faults = new ArrayList<Fault>();
    Optional<Instant> as = read("asOf", asOf, faults);
    Optional<Instant> known = read("knownAt", knownAt, faults);
    Instant now = clock.instant();
    if (known.filter(moment -> isAhead(moment, knownAt, now)).isPresent()) {
      faults.add(
          Fault.inParameter(
              "knownAt",
              "not-ahead",
              "it lies ahead; nobody knows yet what will be known then",
              "Leave it out, or give a time that has passed."));
    }
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST, "A time of the request cannot be used.", faults);
    }
    return known.isPresent()
        ? new Horizon(await(connection, earlier(known.get(), now)), as)
        : new Horizon(reached.now(connection), as);
  }

  /**
   * Waits a moment until answers without a horizon have what was recorded then, so that who wrote
   * it finds it; if that takes longer, goes on.
   */
  public void awaitIfSoon(Connection connection, Instant recordedAt) throws SQLException {
    Instant end = clock.instant().plus(SOON);
    while (reached.now(connection).isBefore(recordedAt) && clock.instant().isBefore(end)) {
      rest();
    }
  }

  /** Waits until everything that was recorded by then is in the tables. */
  public Instant await(Connection connection, Instant knownAt) throws SQLException {
    Instant end = clock.instant().plus(PATIENCE);
    while (reached.now(connection).isBefore(knownAt)) {
      if (clock.instant().isAfter(end)) {
        throw ProblemException.of(
            ProblemType.UNAVAILABLE,
            "What was recorded by then is not all in the tables yet. Ask again in a moment.");
      }
      rest();
    }
    return knownAt;
  }

  private static void rest() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemType.UNAVAILABLE, "The service is stopping. Ask again.");
    }
  }

  /** A day that has begun is taken as far as it has come. */
  private static boolean isAhead(Instant moment, String text, Instant now) {
    return isDay(text)
        ? day(text).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(now)
        : moment.isAfter(now);
  }

  private static Instant earlier(Instant one, Instant other) {
    return (one.isBefore(other) ? one : other).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Optional<Instant> read(String name, String text, List<Fault> faults) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          isDay(text)
              ? day(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1)
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notATime) {
      faults.add(
          Fault.inParameter(
              name,
              "time",
              "it is no day and no instant with an offset (ISO 8601)",
              "Give it like 2026-11-20 or 2026-11-20T08:00:00Z."));
      return Optional.empty();
    }
  }

  private static boolean isDay(String text) {
    return text.length() == 10;
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
