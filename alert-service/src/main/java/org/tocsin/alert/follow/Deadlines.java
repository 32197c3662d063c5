package org.tocsin.alert.follow;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.tocsin.events.CommunicationSent;

/** How long a State has for its reply (DOMAIN.md, section 6, rule 6). */
@ConfigMapping(prefix = "tocsin.deadlines")
public interface Deadlines {

  /**
   * Days by mechanism, such as {@code special-procedures}; a mechanism without any has no deadline.
   */
  Map<String, Integer> days();

  /** The first moment at which a letter is overdue: the day after its last day begins (UTC). */
  default Optional<Instant> overdueAt(CommunicationSent letter) {
    return Optional.ofNullable(days().get(letter.mechanism().code()))
        .map(days -> letter.sentAt().plusDays(days + 1L).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
