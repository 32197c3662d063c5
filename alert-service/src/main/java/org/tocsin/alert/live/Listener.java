package org.tocsin.alert.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.alert.outbox.KeptSteps.Kept;

/**
 * One open stream: how far it was told. It holds nothing back for its client: whenever the client
 * can take more, the next steps are looked up. Safe for many threads.
 */
final class Listener {

  static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** After which a client has to sign in again; it goes on without a gap. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** A client that has taken nothing for so long is gone or stuck. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** If the steps could not be looked at for so long, silence would be a lie. */
  static final Duration BLIND = Duration.ofSeconds(15);

  /** Who is further behind fetches the alerts anew, which costs less. */
  static final long MOST_BEHIND = 20_000;

  /** So many steps are handed to the client at a time: all that a stream holds in memory. */
  static final int AT_ONCE = 500;

  /** Looks up what is not in memory any more. */
  interface Older {
    /** Those after a number, at most so many. */
    List<Kept> after(long number, int most);
  }

  private final Instant since;
  private Optional<Long> resumed;
  private Instant taken;
  private Instant sent;
  private long told;
  private boolean opened;
  private boolean ended;

  /**
   * One that has been told nothing.
   *
   * @param resumed the number of the step that the client had last; empty to begin now
   */
  Listener(Optional<Long> resumed, Instant now) {
    this.resumed = resumed;
    this.since = now;
    this.taken = now;
    this.sent = now;
  }

  /** What the client is told now; empty if there is nothing to tell. */
  synchronized List<Message> take(Latest latest, Older older, Instant now) {
    taken = now;
    var messages = new ArrayList<Message>();
    latest.newest().ifPresent(newest -> tell(messages, latest, older, newest));
    if (messages.isEmpty() && !now.isBefore(sent.plus(SIGN_OF_LIFE))) {
      messages.add(Message.alive());
    }
    if (!messages.isEmpty()) {
      sent = now;
    }
    return messages;
  }

  private void tell(List<Message> messages, Latest latest, Older older, long newest) {
    if (!opened) {
      opened = true;
      told = resumed.filter(number -> isWithinReach(number, newest)).orElse(newest);
      messages.add(
          resumed.isPresent() && told != resumed.get() ? Message.reload(told) : Message.open(told));
    } else if (!isWithinReach(told, newest)) {
      messages.add(Message.tooSlow());
      ended = true;
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

  /**
   * Whether the stream goes on.
   *
   * @param looked when the steps were last looked at
   */
  synchronized boolean goesOn(Instant now, Instant looked) {
    return !ended && now.isBefore(since.plus(LONGEST)) && now.isBefore(looked.plus(BLIND));
  }

  synchronized boolean isAbandoned(Instant now) {
    return now.isAfter(taken.plus(PATIENCE));
  }

  synchronized void end() {
    ended = true;
  }
}
