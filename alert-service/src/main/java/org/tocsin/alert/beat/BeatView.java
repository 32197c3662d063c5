package org.tocsin.alert.beat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A beat that is expected, as the staff see it.
 *
 * @param name {@code test/CHANNEL} or {@code partner/ORGANISATION}
 * @param watchedSince since when it is expected
 * @param missedSince since when it is missed; null while it comes
 * @param toldAt when ops was last told that it is missed; null while it comes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BeatView(String name, Instant watchedSince, Instant missedSince, Instant toldAt) {

  static BeatView of(String name, Watched watched) {
    return new BeatView(
        name, watched.since(), watched.missedSince().orElse(null), watched.toldAt().orElse(null));
  }
}
