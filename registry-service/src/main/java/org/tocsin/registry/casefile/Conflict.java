package org.tocsin.registry.casefile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.registry.history.Recorded;

/**
 * Contents that came under one event id, side by side: the first counts, the others are kept and
 * never overwritten (DOMAIN.md, section 6, rule 4). Public parts only. Pure.
 *
 * @param eventId the id
 * @param origin who wrote them
 * @param contents all of them; the first is the one that counts
 */
public record Conflict(String eventId, String origin, List<Content> contents) {

  /**
   * One content.
   *
   * @param counts whether it is the one that counts
   * @param recordedAt when we knew
   * @param type such as {@code act-reported}
   * @param subject the case that it names
   * @param data its public part
   */
  public record Content(
      boolean counts, Instant recordedAt, String type, String subject, ObjectNode data) {}

  /**
   * The conflict under one id.
   *
   * @param contents every content that came under the id, in any order
   */
  static Conflict of(Collection<Recorded> contents) {
    List<Recorded> sorted = contents.stream().sorted(Recorded.FIRST).toList();
    Recorded first = sorted.getFirst();
    return new Conflict(
        first.id().value(),
        first.origin(),
        sorted.stream().map(each -> content(each, each == first)).toList());
  }

  /** In a stable order. */
  static final Comparator<Conflict> ORDER =
      Comparator.comparing(Conflict::origin).thenComparing(Conflict::eventId);

  private static Content content(Recorded recorded, boolean counts) {
    return new Content(
        counts,
        recorded.recordedAt(),
        recorded.event().type().code(),
        recorded.event().header().subject().toString(),
        EventCodec.publicData(recorded.event()));
  }
}
