package org.tocsin.service.deadline;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** How long a State has for its reply to a letter (DOMAIN.md, section 6, rule 6). */
@ConfigMapping(prefix = "tocsin.deadlines")
public interface Deadlines {

  /**
   * Days by mechanism, such as {@code special-procedures}; a mechanism without any has no deadline.
   */
  Map<String, Integer> days();

  /**
   * The first moment at which a letter is overdue: the day after its last day begins (UTC).
   *
   * @param mechanism code of the mechanism that wrote it
   * @param sentAt the letter's day
   */
  default Optional<Instant> overdueAt(String mechanism, LocalDate sentAt) {
    return Optional.ofNullable(days().get(mechanism))
        .map(days -> sentAt.plusDays(days + 1L).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
