package org.tocsin.alert.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.alert.decision.Decision;
import org.tocsin.events.vocabulary.Severity;

/**
 * Keeps a contact from being flooded with moderate and minor news: after some mails within a while,
 * what comes waits and goes as one. Graver news and SMS are never held back or bundled. Pure.
 *
 * @param parcels what goes now, each as one message
 * @param later what waits, and until when
 */
record Bundling(List<List<Claimed>> parcels, Map<Claimed, Instant> later) {

  /**
   * What a contact got lately.
   *
   * @param mails how many within the window
   * @param free when the eldest of them has left the window
   */
  record Lately(int mails, Instant free) {}

  /** Whether news of this kind may be bundled at all. */
  static boolean concerns(Severity severity, Decision.Channel channel) {
    return channel == Decision.Channel.EMAIL && severity.compareTo(Severity.MODERATE) <= 0;
  }

  /** How many notifications there are in all. */
  int size() {
    return later.size() + parcels.stream().mapToInt(List::size).sum();
  }

  /** Each on its own. */
  static Bundling none(List<Claimed> claimed) {
    return new Bundling(claimed.stream().map(List::of).toList(), Map.of());
  }

  /**
   * Bundles what is due.
   *
   * @param lately by contact; whoever is left out got nothing
   * @param most mails that a contact gets within the window
   */
  static Bundling of(List<Claimed> claimed, Map<String, Lately> lately, int most) {
    var parcels = new ArrayList<List<Claimed>>();
    var later = new LinkedHashMap<Claimed, Instant>();
    var byContact = new LinkedHashMap<String, List<Claimed>>();
    claimed.forEach(
        one -> byContact.computeIfAbsent(one.contact(), contact -> new ArrayList<>()).add(one));
    byContact.forEach(
        (contact, waiting) -> {
          Lately got = lately.get(contact);
          int left = Math.max(0, most - (got == null ? 0 : got.mails()));
          if (left == 0) {
            waiting.forEach(one -> later.put(one, got.free()));
          } else if (waiting.size() <= left) {
            waiting.forEach(one -> parcels.add(List.of(one)));
          } else {
            waiting.subList(0, left - 1).forEach(one -> parcels.add(List.of(one)));
            parcels.add(List.copyOf(waiting.subList(left - 1, waiting.size())));
          }
        });
    return new Bundling(parcels, later);
  }
}
