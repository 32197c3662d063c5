package org.tocsin.service.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * One open stream. It holds nothing back for its client: whenever the client can take more, it is
 * asked what there is. Safe for the thread that follows and the one that sends; subclasses use the
 * same lock.
 */
public abstract class OpenStream {

  /** A stream that has told nothing for so long says that it is there. */
  public static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** After which a client has to sign in again; it goes on without a gap. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** A client that has taken nothing for so long is gone or stuck. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** If nobody could look for so long, silence would be a lie. */
  public static final Duration BLIND = Duration.ofSeconds(15);

  private final Instant since;
  private Instant taken;
  private Instant sent;
  private boolean ended;

  /** One that begins now and has told nothing. */
  protected OpenStream(Instant now) {
    this.since = now;
    this.taken = now;
    this.sent = now;
  }

  /** Nothing more is told. */
  public final synchronized void end() {
    ended = true;
  }

  /** Whether nothing more is told. */
  protected final synchronized boolean hasEnded() {
    return ended;
  }

  /**
   * Whether it goes on.
   *
   * @param looked when what it tells of was last looked at
   */
  public final synchronized boolean goesOn(Instant now, Instant looked) {
    return !ended && now.isBefore(since.plus(LONGEST)) && now.isBefore(looked.plus(BLIND));
  }

  /** Whether nobody takes what it tells. */
  public final synchronized boolean isAbandoned(Instant now) {
    return now.isAfter(taken.plus(PATIENCE));
  }

  /**
   * Notes that the client took these.
   *
   * @param alive makes a sign of life, which is added where the silence has been long
   * @return the same list
   */
  protected final synchronized <M extends LiveMessage> List<M> taken(
      List<M> messages, Supplier<M> alive, Instant now) {
    taken = now;
    if (messages.isEmpty() && !ended && !now.isBefore(sent.plus(SIGN_OF_LIFE))) {
      messages.add(alive.get());
    }
    if (!messages.isEmpty()) {
      sent = now;
    }
    return messages;
  }
}
