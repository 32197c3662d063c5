package org.tocsin.registry.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.history.Position;
import org.tocsin.service.live.OpenStream;

/** One open stream: what it wants, and how far it was told. It asks the board. */
final class Listener extends OpenStream {

  /**
   * A case that is watched.
   *
   * @param by who watches it, as the gate of disclosure is asked
   */
  record Watch(UUID caseId, Request by) {}

  private final Predicate<String> wanted;
  private final Optional<Watch> watch;
  private final Optional<Position> resumed;
  private Set<String> owed = Set.of();
  private boolean reload;
  private boolean begun;
  private boolean opened;
  private long number;

  private Listener(
      Predicate<String> wanted, Optional<Watch> watch, Optional<Position> resumed, Instant now) {
    super(now);
    this.wanted = wanted;
    this.watch = watch;
    this.resumed = resumed;
  }

  /**
   * To States.
   *
   * @param state to one; empty for all
   * @param resumed what was told last; empty to begin now
   */
  static Listener toStates(Optional<String> state, Optional<Position> resumed, Instant now) {
    Predicate<String> wanted =
        state
            .<Predicate<String>>map(one -> (Board.STATE + one)::equals)
            .orElse(subject -> subject.startsWith(Board.STATE));
    return new Listener(wanted, Optional.empty(), resumed, now);
  }

  /** To a case. */
  static Listener toCase(Watch watch, Optional<Position> resumed, Instant now) {
    return new Listener(Board.ofCase(watch.caseId)::equals, Optional.of(watch), resumed, now);
  }

  Optional<Watch> watch() {
    return watch;
  }

  Optional<Position> resumed() {
    return resumed;
  }

  synchronized boolean hasBegun() {
    return begun;
  }

  /**
   * It is told from here on.
   *
   * @param from the change of the board after which it asks
   * @param missed what changed between where it was told to and here
   */
  synchronized void begin(long from, Set<String> missed) {
    begun = true;
    number = from;
    owed = new TreeSet<>(missed);
    owed.removeIf(wanted.negate());
  }

  /** The same where so much was missed that all has to be fetched anew. */
  synchronized void beginAnew(long from) {
    begin(from, Set.of());
    reload = true;
  }

  /** What can be told now; called again when all of it has been sent. */
  synchronized List<Message> take(Board board, Instant now) {
    var messages = new ArrayList<Message>();
    if (hasEnded()) {
      return taken(messages, Message::alive, now);
    }
    Position position = null;
    if (begun) {
      Board.News news = board.since(number, wanted);
      if (!opened) {
        messages.add(reload ? Message.reload(news.knownAt()) : Message.open(news.knownAt()));
        opened = true;
      }
      var changed = new TreeSet<>(owed);
      changed.addAll(news.subjects());
      changed.forEach(subject -> messages.add(Message.changed(subject, news.knownAt())));
      owed = Set.of();
      number = news.number();
      position = news.position();
    }
    taken(messages, Message::alive, now);
    return position == null || messages.isEmpty() ? messages : Message.upTo(position, messages);
  }
}
