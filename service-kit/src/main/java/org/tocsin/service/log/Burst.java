package org.tocsin.service.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Holds appends back until there are many, or somebody waits for one: records that go together cost
 * the brokers a fraction of the same records one by one. Whoever appends sees to it that {@link
 * #flush} is called. Safe for many threads.
 */
public final class Burst implements Appender {

  private record Held(
      ProducerRecord<String, byte[]> recordToAppend, CompletableFuture<RecordMetadata> appended) {}

  private final LogWriter log;
  private final int most;
  private List<Held> held = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param most records are held back, no more
   */
  public Burst(LogWriter log, int most) {
    this.log = log;
    this.most = most;
  }

  @Override
  public CompletableFuture<RecordMetadata> append(ProducerRecord<String, byte[]> recordToAppend) {
    var one = new Held(recordToAppend, new CompletableFuture<>());
    if (hold(one)) {
      flush();
    }
    return one.appended;
  }

  private synchronized boolean hold(Held one) {
    held.add(one);
    return held.size() >= most;
  }

  /** Hands over what is held back. */
  public void flush() {
    take().forEach(one -> log.append(one.recordToAppend, one.appended));
  }

  private synchronized List<Held> take() {
    if (held.isEmpty()) {
      return List.of();
    }
    List<Held> taken = held;
    held = new ArrayList<>(taken.size());
    return taken;
  }
}
