package org.tocsin.events;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tells which reports are the same act without the desk: those that share a key. */
public final class ActMatch {

  private ActMatch() {}

  /**
   * The keys of a reported act: one for its incident and one for its source, each with act type,
   * responsible State and date. Two reports with a key in common are one act. Empty for an act that
   * can be matched with no other.
   */
  public static Set<String> keys(Event event) {
    var keys = new LinkedHashSet<String>();
    if (event.body() instanceof ActReported act && act.responsibleState() != null) {
      EventHeader header = event.header();
      String same =
          act.actType() + "|" + act.responsibleState() + "|" + header.occurredAt().value();
      header.incident().ifPresent(incident -> keys.add("incident|" + incident + "|" + same));
      header
          .source()
          .flatMap(Source::id)
          .ifPresent(source -> keys.add("source|" + source + "|" + same));
    }
    return keys;
  }
}
