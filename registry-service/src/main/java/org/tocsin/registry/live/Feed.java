package org.tocsin.registry.live;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.live.LiveFeed;

/** Follows the tables for all open streams. */
@Singleton
class Feed extends LiveFeed<Listener> {

  /** Who missed more records fetches the pages anew, which costs less. */
  static final long MOST_MISSED = 20_000;

  private final Changes changes;
  private final Reached reached;
  private final Disclosure disclosure;
  private final DataSource dataSource;
  private final Board board = new Board();
  private volatile Following following = new Following();

  Feed(
      Changes changes,
      Reached reached,
      Disclosure disclosure,
      DataSource dataSource,
      @ConfigProperty(name = "tocsin.registry.live.streams", defaultValue = "200") int most) {
    super(
        most,
        "As many streams are open as this instance keeps. One stream without state tells of all"
            + " States. Try again in a moment.");
    this.changes = changes;
    this.reached = reached;
    this.disclosure = disclosure;
    this.dataSource = dataSource;
  }

  List<Message> take(Listener listener) {
    return listener.take(board, now());
  }

  @Override
  protected void beginAnew() {
    following = new Following();
  }

  @Override
  protected void look() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      following.look(connection);
    }
  }

  /** Where it stands; a new thread begins anew, since nobody was listening before it. */
  private final class Following {

    private Position position;
    private Instant since;
    private boolean begun;

    void look(Connection connection) throws SQLException {
      if (position == null) {
        position = changes.now(connection);
        since = now();
      }
      Instant shown = reached.now(connection);
      if (!begun && !shown.isBefore(since)) {
        // From here on pages without a horizon show all that lies before the position.
        board.begin(position, shown);
        begun = true;
      }
      if (!begun) {
        return;
      }
      tellAll(connection, shown);
      for (Listener listener : waiting()) {
        begin(connection, listener, shown);
      }
    }

    private void tellAll(Connection connection, Instant shown) throws SQLException {
      Set<UUID> watched = watched();
      board.keep(watched);
      for (Optional<Step> step = changes.after(connection, position, shown, watched);
          step.isPresent();
          step = changes.after(connection, position, shown, watched)) {
        for (UUID changed : step.get().cases()) {
          endWhereClosed(connection, changed);
        }
        position = step.get().position();
        board.tell(step.get());
      }
    }

    /** Tells a listener first what it missed since it was told last. */
    private void begin(Connection connection, Listener listener, Instant shown)
        throws SQLException {
      long number = board.since(Long.MAX_VALUE, subject -> false).number();
      var missed = new HashSet<String>();
      if (listener.resumed().isPresent()) {
        Position told = listener.resumed().get();
        if (told.until(position) > MOST_MISSED) {
          listener.beginAnew(number);
          return;
        }
        Set<UUID> watched = listener.watch().map(w -> Set.of(w.caseId())).orElse(Set.of());
        while (told.until(position) > 0) {
          Optional<Step> step = changes.after(connection, told, shown, watched);
          if (step.isEmpty()) {
            // The tables have been exchanged meanwhile.
            return;
          }
          step.get().states().forEach(state -> missed.add(Board.STATE + state));
          step.get().cases().forEach(id -> missed.add(Board.ofCase(id)));
          told = step.get().position();
        }
      }
      listener.begin(number, missed);
    }
  }

  private List<Listener> waiting() {
    return streams().stream().filter(listener -> !listener.hasBegun()).toList();
  }

  private Set<UUID> watched() {
    return streams().stream()
        .flatMap(listener -> listener.watch().stream())
        .map(Listener.Watch::caseId)
        .collect(Collectors.toSet());
  }

  private List<Listener> watching(UUID caseId) {
    return streams().stream()
        .filter(listener -> listener.watch().filter(w -> w.caseId().equals(caseId)).isPresent())
        .toList();
  }

  /** Who is not on the case's list any more is told nothing of it, and finds out by asking. */
  private void endWhereClosed(Connection connection, UUID caseId) throws SQLException {
    for (Listener listener : watching(caseId)) {
      if (!disclosure.mayKnow(connection, listener.watch().orElseThrow().by(), caseId)) {
        listener.end();
      }
    }
  }
}
