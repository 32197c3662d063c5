package org.tocsin.alert.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.alert.outbox.KeptSteps.Kept;
import org.tocsin.service.live.OpenStream;

/** One open stream: how far it was told. */
final class Listener extends OpenStream {

  /** Who is further behind fetches the alerts anew, which costs less. */
  static final long MOST_BEHIND = 20_000;

  /** So many steps are handed to the client at a time: all that a stream holds in memory. */
  static final int AT_ONCE = 500;

  /** Looks up what is not in memory any more. */
  interface Older {
    /** Those after a number, at most so many. */
    List<Kept> after(long number, int most);
  }

  private final Optional<Long> resumed;
  private long told;
  private boolean opened;

  /**
   * One that has been told nothing.
   *
   * @param resumed the number of the step that the client had last; empty to begin now
   */
  Listener(Optional<Long> resumed, Instant now) {
    super(now);
    this.resumed = resumed;
  }

  /** What the client is told now; empty if there is nothing to tell. */
  synchronized List<Message> take(Latest latest, Older older, Instant now) {
    var messages = new ArrayList<Message>();
    latest.newest().ifPresent(newest -> tell(messages, latest, older, newest));
    return taken(messages, Message::alive, now);
  }

  private void tell(List<Message> messages, Latest latest, Older older, long newest) {
    if (!opened) {
      opened = true;
      told = resumed.filter(number -> isWithinReach(number, newest)).orElse(newest);
      messages.add(
          resumed.isPresent() && told != resumed.get() ? Message.reload(told) : Message.open(told));
    } else if (!isWithinReach(told, newest)) {
      messages.add(Message.tooSlow());
      end();
      return;
    }
    for (Kept step : latest.after(told, AT_ONCE).orElseGet(() -> older.after(told, AT_ONCE))) {
      messages.add(Message.step(step));
      told = step.number();
    }
  }

  private static boolean isWithinReach(long number, long newest) {
    return number >= 0 && number <= newest && newest - number <= MOST_BEHIND;
  }
}
