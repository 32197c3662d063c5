package org.tocsin.alert.beat;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.service.log.CompactedTopic;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.Topics;

/**
 * When each partner was heard of last: follows {@code partner-beats}, which intake writes. The time
 * is that of the record, not of the partner's clock.
 */
@ApplicationScoped
public class PartnerBeats {

  private final CompactedTopic<Instant> beats;

  PartnerBeats(KafkaSettings kafka) {
    this.beats =
        new CompactedTopic<>(
            Topics.PARTNER_BEATS.name(),
            Topics.PARTNER_BEATS,
            kafka,
            found -> Instant.ofEpochMilli(found.timestamp()),
            (organisation, at) -> {},
            Clock.systemUTC());
  }

  void start(@Observes StartupEvent start, Followers followers) {
    followers.start(beats);
  }

  /** Whether all has been read; before that, silence means nothing. */
  boolean isKnown() {
    return beats.isCaughtUp();
  }

  Optional<Instant> last(String organisation) {
    return beats.get(organisation);
  }
}
