package org.tocsin.service.deadline;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * How long a State has for its reply to a letter (DOMAIN.md, section 6, rule 6). The rules are
 * versioned: a letter goes by the version that was in force on its day, whatever came later.
 */
@ConfigMapping(prefix = "tocsin.deadlines")
public interface Deadlines {

  /** The rules by their version's name. */
  Map<String, Rules> rules();

  /** One version of the rules. */
  interface Rules {

    /** The first day of letters that go by it. */
    LocalDate from();

    /**
     * Days by mechanism, such as {@code special-procedures}; a mechanism without any has no
     * deadline.
     */
    Map<String, Integer> days();
  }

  /**
   * A letter's deadline.
   *
   * @param version of the rules
   * @param overdueAt the first moment at which the letter is overdue: the day after its last day
   *     begins (UTC)
   */
  record Deadline(String version, Instant overdueAt) {}

  /**
   * The deadline of a letter; empty where its mechanism has none.
   *
   * @param mechanism code of the mechanism that wrote it
   * @param sentAt the letter's day
   */
  default Optional<Deadline> of(String mechanism, LocalDate sentAt) {
    return rules().entrySet().stream()
        .filter(rules -> !rules.getValue().from().isAfter(sentAt))
        .max(Comparator.comparing(rules -> rules.getValue().from()))
        .flatMap(
            rules ->
                Optional.ofNullable(rules.getValue().days().get(mechanism))
                    .map(
                        days ->
                            new Deadline(
                                rules.getKey(),
                                sentAt
                                    .plusDays(days + 1L)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant())));
  }

  /** The first moment at which a letter is overdue; see {@link #of}. */
  default Optional<Instant> overdueAt(String mechanism, LocalDate sentAt) {
    return of(mechanism, sentAt).map(Deadline::overdueAt);
  }
}
