package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.mail.SmtpSink;
import org.tocsin.cluster.sms.SmscSimulator;

/** A mail server and a short message service centre that note what arrives, and when. */
final class Sinks implements AutoCloseable {

  static final String SMPP_USER = "tocsin";
  static final String SMPP_PASSWORD = "bench";

  /** Longer is no delay, but a defect. */
  private static final long PATIENCE_SECONDS = 180;

  private static final long LOOK_MILLIS = 2;

  private static final String LOOPBACK = "127.0.0.1";

  /**
   * One message.
   *
   * @param text of an SMS; of a mail all of it, with its header fields
   * @param at {@link System#nanoTime} just before the sender was told that it is taken
   * @param sms or a mail
   */
  record Arrival(String text, long at, boolean sms) {}

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final SmtpSink smtp;
  private final SmscSimulator smsc;
  private final int smppPort;
  private volatile Duration smsLatency = Duration.ZERO;

  Sinks() throws IOException {
    this.smppPort = FreePorts.one();
    this.smtp = SmtpSink.start(LOOPBACK, FreePorts.one(), mail -> note(mail.source(), false));
    this.smsc =
        SmscSimulator.start(
            LOOPBACK,
            smppPort,
            SMPP_USER,
            SMPP_PASSWORD,
            sms -> {
              LockSupport.parkNanos(smsLatency.toNanos());
              note(sms.text(), true);
            });
  }

  /** From now on the short message centre takes so long for each answer. */
  void answerSmsAfter(Duration latency) {
    smsLatency = latency;
  }

  int smtpPort() {
    return smtp.port();
  }

  int smppPort() {
    return smppPort;
  }

  private void note(String text, boolean sms) {
    arrivals.add(new Arrival(text, System.nanoTime(), sms));
  }

  /** Forgets what has arrived. */
  void clear() {
    arrivals.clear();
  }

  /**
   * What has arrived, as soon as there is so much.
   *
   * @throws IllegalStateException if it does not come within three minutes
   */
  List<Arrival> await(int count) throws InterruptedException {
    return await(count, arrival -> true);
  }

  /**
   * The same, of some only. Looks now and then: what is measured shares the processor, and nobody
   * is to wait for a lock because something has arrived.
   *
   * @throws IllegalStateException if it does not come within three minutes
   */
  List<Arrival> await(int count, Predicate<Arrival> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      if (arrivals.size() >= count) {
        List<Arrival> found = arrivals.stream().filter(wanted).toList();
        if (found.size() >= count) {
          return found;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException(
        "of %d messages %d have arrived"
            .formatted(count, arrivals.stream().filter(wanted).count()));
  }

  @Override
  public void close() {
    smtp.close();
    smsc.close();
  }
}
