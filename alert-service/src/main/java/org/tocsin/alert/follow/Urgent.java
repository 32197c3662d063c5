package org.tocsin.alert.follow;

import java.util.Optional;
import org.tocsin.events.EventType;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.service.log.Heard;

/**
 * What no backlog of other news may stand before, told by the headers: extreme news, and what
 * corrects or takes back something, since nobody knows before it is decided whether it makes an act
 * extreme, or whether people still wake because of it. Pure.
 */
final class Urgent {

  private static final Optional<String> EXTREME = Optional.of(Severity.EXTREME.code());

  private Urgent() {}

  static boolean is(Heard heard) {
    return heard.severity().equals(EXTREME)
        || EventType.ofWireName(heard.type()).filter(EventType::amends).isPresent();
  }
}
