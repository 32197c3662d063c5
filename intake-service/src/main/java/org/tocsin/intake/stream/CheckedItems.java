package org.tocsin.intake.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Reads and checks the items of a stream on one thread, a little ahead of another that takes them
 * in their order. They are handed over many at a time, but none waits for one that has not come.
 */
final class CheckedItems {

  /**
   * One item.
   *
   * @param number its place in the stream, from 1
   * @param submission what was found in it; null where it is not readable
   */
  record Checked(long number, Item item, Submission submission) {}

  private static final Logger LOG = Logger.getLogger(CheckedItems.class);

  /** What is handed over at a time: so many, and so many bytes unless one alone has more. */
  private static final int MOST = 64;

  private static final int MOST_BYTES = 64 * 1024;

  private final Items items;
  private final Function<Envelope, Submission> check;
  private final BlockingQueue<List<Checked>> ready = new ArrayBlockingQueue<>(1);
  private List<Checked> together = new ArrayList<>(MOST);
  private int bytes;
  private volatile boolean stopped;
  private volatile boolean cut;

  CheckedItems(Items items, Function<Envelope, Submission> check) {
    this.items = items;
    this.check = check;
  }

  /** Reads to the end, or until it is cut, stopped or interrupted. */
  void read() {
    try {
      readAll();
      handOver();
      ready.put(List.of());
    } catch (InterruptedException nobodyWaits) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll() throws InterruptedException {
    long number = 0;
    try {
      for (Optional<Item> next = items.next(); next.isPresent(); next = items.next()) {
        if (stopped) {
          cut = true;
          return;
        }
        add(++number, next.get());
        if (next.get() instanceof Item.Broken) {
          return;
        }
      }
    } catch (IOException disconnected) {
      cut = true;
    } catch (RuntimeException mistakeOfOurs) {
      LOG.error("a stream was not read on", WithoutMessage.of(mistakeOfOurs));
      cut = true;
    }
  }

  private void add(long number, Item item) throws InterruptedException {
    int size = item instanceof Item.Readable readable ? readable.size() : 0;
    if (bytes + size > MOST_BYTES) {
      handOver();
    }
    Submission found =
        item instanceof Item.Readable readable ? check.apply(readable.envelope()) : null;
    together.add(new Checked(number, item, found));
    bytes += size;
    if (together.size() >= MOST || !items.isNextThere()) {
      handOver();
    }
  }

  private void handOver() throws InterruptedException {
    if (!together.isEmpty()) {
      ready.put(together);
      together = new ArrayList<>(MOST);
      bytes = 0;
    }
  }

  /** The next ones, waiting until there are some; none at the end. */
  List<Checked> take() throws InterruptedException {
    return ready.take();
  }

  /** Nothing more is read; what was handed over is not taken back. */
  void stop() {
    stopped = true;
  }

  /** Whether not all was read; known when {@link #take} has given none. */
  boolean isCut() {
    return cut;
  }
}
