package org.tocsin.registry.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.registry.history.Position;
import org.tocsin.service.live.LiveMessage;

/**
 * What a listener is told: codes, ids and times, never a name or a text.
 *
 * @param name {@code open}, {@code state}, {@code case} or {@code reload}; empty for a sign of life
 * @param id from where to go on after this one; only the last of several has it, or what was told
 *     together but not received would be lost
 * @param data empty for a sign of life
 */
record Message(Optional<String> name, Optional<Position> id, Optional<Data> data)
    implements LiveMessage {

  /**
   * What it is about.
   *
   * @param state whose figures changed; null where it is not about one
   * @param caseId the case that changed; null where it is not about one
   * @param knownAt a page that is asked for with it, or later, shows the change
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(String state, String caseId, Instant knownAt) {}

  static Message open(Instant knownAt) {
    return of("open", new Data(null, null, knownAt));
  }

  static Message reload(Instant knownAt) {
    return of("reload", new Data(null, null, knownAt));
  }

  static Message changed(String subject, Instant knownAt) {
    String id = subject.substring(subject.indexOf('/') + 1);
    return subject.startsWith(Board.STATE)
        ? of("state", new Data(id, null, knownAt))
        : of("case", new Data(null, id, knownAt));
  }

  static Message alive() {
    return new Message(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same messages, of which the last says from where to go on. */
  static List<Message> upTo(Position position, List<Message> messages) {
    var last = messages.getLast();
    messages.set(messages.size() - 1, new Message(last.name, Optional.of(position), last.data));
    return messages;
  }

  private static Message of(String name, Data data) {
    return new Message(Optional.of(name), Optional.empty(), Optional.of(data));
  }
}
