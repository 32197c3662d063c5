package org.tocsin.service.live;

import java.util.Optional;

/** What a stream tells: one server-sent event. */
public interface LiveMessage {

  /** Of the event; empty for a sign of life. */
  Optional<String> name();

  /** From where to go on after this one; empty where it says nothing of that. */
  Optional<?> id();

  /** Written as JSON; empty for a sign of life. */
  Optional<?> data();

  /** Whether it is the first of a stream. */
  default boolean isFirst() {
    return name().filter(it -> it.equals("open") || it.equals("reload")).isPresent();
  }
}
