package org.tocsin.cluster.up;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A part in a process of its own that is started again, with growing pauses, when its process ends
 * by itself.
 *
 * @param <P> the part
 */
final class Kept<P extends AutoCloseable> implements AutoCloseable {

  private static final long SHORTEST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** A part that has run this long was well: the next end begins with the shortest pause again. */
  private static final long WELL_MILLIS = 60_000;

  private final String name;
  private final Supplier<P> start;
  private final Function<P, ProcessHandle> process;
  private final Consumer<String> console;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private volatile P part;
  private boolean closed;

  /**
   * Starts the part.
   *
   * @param start starts it, on the same folder and ports each time
   * @param process its process while it runs
   * @param console told, in one line, when it ended or cannot be started again
   */
  Kept(
      String name,
      Supplier<P> start,
      Function<P, ProcessHandle> process,
      Consumer<String> console) {
    this.name = name;
    this.start = start;
    this.process = process;
    this.console = console;
    this.part = start.get();
    Thread.ofVirtual().name("keeps " + name).start(this::keep);
  }

  /** The part as it runs now. */
  P part() {
    return part;
  }

  boolean isAlive() {
    return process.apply(part()).isAlive();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ending.signalAll();
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not end", e);
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    long pause = SHORTEST_PAUSE_MILLIS;
    while (true) {
      long begin = System.nanoTime();
      process.apply(part()).onExit().join();
      long ran = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      pause = ran > WELL_MILLIS ? SHORTEST_PAUSE_MILLIS : pause;
      if (!again(pause)) {
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** False if it was closed instead. */
  private boolean again(long pauseMillis) {
    lock.lock();
    try {
      if (!closed) {
        console.accept(name + " ended by itself; starting it again, see the data folder's logs");
        long left = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        while (!closed && left > 0) {
          left = ending.awaitNanos(left);
        }
      }
      if (closed) {
        return false;
      }
      part.close();
      part = start.get();
      console.accept(name + " is running again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      console.accept(name + " cannot be started again: " + e.getMessage());
    } finally {
      lock.unlock();
    }
    return true;
  }
}
