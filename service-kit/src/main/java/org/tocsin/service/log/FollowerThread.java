package org.tocsin.service.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The thread of a follower: begins anew, with a back-off, when the brokers fail it, and ends soon
 * after it is told to.
 */
final class FollowerThread {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofSeconds(3);

  private final String name;
  private final Outages outages;
  private final InstantSource clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Thread thread;
  private volatile KafkaConsumer<?, ?> consumer;
  private volatile Instant polledAt = Instant.EPOCH;

  FollowerThread(String name, Outages outages, InstantSource clock) {
    this.name = name;
    this.outages = outages;
    this.clock = clock;
  }

  /**
   * Runs the follower until {@link #stopping()}.
   *
   * @param follow returns when stopping; throws when the brokers fail it, and is then called again
   */
  synchronized void start(Runnable follow) {
    if (thread != null || stopping()) {
      throw new IllegalStateException("A follower is started once: " + name);
    }
    polledAt = clock.instant();
    thread = Thread.ofPlatform().name("follower-" + name).start(() -> run(follow));
  }

  /** Returns when the thread has ended, or after half a minute. */
  synchronized void stop() {
    stopped.countDown();
    var running = thread;
    if (running == null) {
      return;
    }
    var reading = consumer;
    if (reading == null) {
      running.interrupt();
    } else {
      reading.wakeup();
    }
    try {
      running.join(LONGEST_STOP);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has a consumer used, which {@link #stop()} wakes, and closes it. */
  <K, V> void with(KafkaConsumer<K, V> reading, Consumer<KafkaConsumer<K, V>> use) {
    consumer = reading;
    try {
      use.accept(reading);
    } finally {
      consumer = null;
      reading.close(CloseOptions.timeout(LEAVING));
    }
  }

  boolean stopping() {
    return stopped.getCount() == 0;
  }

  boolean isStarted() {
    return thread != null && !stopping();
  }

  boolean isAlive() {
    return thread != null && thread.isAlive();
  }

  void polled() {
    polledAt = clock.instant();
  }

  Instant polledAt() {
    return polledAt;
  }

  private void run(Runnable follow) {
    var failures = 0;
    while (!stopping()) {
      try {
        follow.run();
      } catch (WakeupException woken) {
        // Only stop() wakes the consumer, so the loop ends.
      } catch (KafkaException | BrokerException failed) {
        outages.broker(failed);
        polled();
        pause(Backoff.after(++failures));
      }
    }
  }

  /** Waits, on the follower's thread, for so long or until it is told to stop. */
  void pause(Duration pause) {
    try {
      stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      stopped.countDown();
    }
  }
}
