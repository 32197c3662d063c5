package org.tocsin.alert.sms;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;

/**
 * A session at a short message centre that a thread of its own binds at the start, and again
 * whenever it breaks: at once when a message waits for it, else after growing pauses.
 */
final class SmppSession {

  private static final Logger LOG = Logger.getLogger(SmppSession.class);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final int AT_ONCE = 8;

  private final String name;
  private final SmsSettings.Provider settings;
  private final SmppConnections connections;
  private final MessageReceiverListener inbox;
  private final Thread keeper;
  private SMPPSession session;
  private boolean wanted;
  private boolean closed;
  private long failures;

  /**
   * Begins to bind.
   *
   * @param inbox takes what the centre sends, by up to eight threads
   */
  SmppSession(String name, SmsSettings.Provider settings, MessageReceiverListener inbox) {
    this.name = name;
    this.settings = settings;
    this.connections = SmppConnections.of(settings);
    this.inbox = inbox;
    this.keeper = Thread.ofPlatform().daemon().name("sms-" + name).start(this::keep);
  }

  /**
   * The bound session; where there is none, what comes of the next attempt to bind.
   *
   * @throws DeliveryException if the centre cannot be reached or does not let us in
   */
  synchronized SMPPSession bound(long patienceMillis)
      throws DeliveryException, InterruptedException {
    if (session != null) {
      return session;
    }
    long failed = failures;
    long deadline = System.nanoTime() + patienceMillis * 1_000_000;
    wanted = true;
    notifyAll();
    while (session == null && failures == failed && !closed) {
      long rest = (deadline - System.nanoTime()) / 1_000_000;
      if (rest <= 0) {
        break;
      }
      wait(rest);
    }
    if (session == null) {
      throw new DeliveryException(Fault.OUTAGE, name + " cannot be reached");
    }
    return session;
  }

  void close() {
    SMPPSession last;
    synchronized (this) {
      closed = true;
      last = session;
      session = null;
      notifyAll();
    }
    if (last != null) {
      last.unbindAndClose();
    }
    keeper.interrupt();
  }

  private void keep() {
    try {
      long pause = FIRST_PAUSE_MILLIS;
      while (!isClosed()) {
        if (bind()) {
          LOG.infof("%s: bound", name);
          pause = FIRST_PAUSE_MILLIS;
          awaitEnd();
        } else {
          if (pause == FIRST_PAUSE_MILLIS) {
            LOG.warnf("%s cannot be reached, or does not let us in; trying again", name);
          }
          awaitWanted(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
          pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (session != null) {
      wait();
    }
  }

  private synchronized void awaitWanted(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!wanted && !closed) {
      long rest = (deadline - System.nanoTime()) / 1_000_000;
      if (rest <= 0) {
        return;
      }
      wait(rest);
    }
  }

  private boolean bind() {
    synchronized (this) {
      wanted = false;
    }
    var fresh = new SMPPSession(connections);
    fresh.setTransactionTimer(SmsProvider.ANSWER.toMillis());
    fresh.setEnquireLinkTimer((int) settings.enquireLink().toMillis());
    fresh.setPduProcessorDegree(AT_ONCE);
    fresh.setMessageReceiverListener(inbox);
    fresh.addSessionStateListener((now, before, source) -> ended(fresh, now.isBound()));
    boolean bound = false;
    try {
      fresh.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.systemId(),
              settings.password(),
              "",
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null),
          SmsProvider.ANSWER.toMillis());
      bound = true;
    } catch (IOException | RuntimeException e) {
      // The session closes itself, but not where there was no connection at all.
      LOG.debugf("%s: %s", name, e.getClass().getName());
    }
    synchronized (this) {
      bound &= fresh.getSessionState().isBound() && !closed;
      session = bound ? fresh : null;
      failures += bound ? 0 : 1;
      notifyAll();
    }
    if (!bound) {
      fresh.close();
    }
    return bound;
  }

  private synchronized void ended(SMPPSession which, boolean bound) {
    if (!bound && session == which) {
      session = null;
      notifyAll();
    }
  }
}
