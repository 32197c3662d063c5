package org.tocsin.service.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a reader tells Prometheus: numbers by reader, topic and partition, nothing of the content.
 */
final class ReaderMetrics {

  private final MeterRegistry meters;
  private final String reader;
  private final String topic;
  private final Counter handled;
  private final Counter setAside;
  private final Map<Integer, AtomicLong> lag = new ConcurrentHashMap<>();

  ReaderMetrics(MeterRegistry meters, String reader, String topic) {
    this.meters = meters;
    this.reader = reader;
    this.topic = topic;
    this.handled =
        Counter.builder("tocsin.log.records")
            .description("Records handled and committed")
            .tags("reader", reader, "topic", topic)
            .register(meters);
    this.setAside =
        Counter.builder("tocsin.log.set.aside")
            .description("Times a partition was set aside after a failure, to be tried again")
            .tags("reader", reader, "topic", topic)
            .register(meters);
  }

  void handled(int records) {
    handled.increment(records);
  }

  void setAside() {
    setAside.increment();
  }

  void deadLetter(String reason) {
    Counter.builder("tocsin.log.dead.letters")
        .description("Records that could not be processed")
        .tags("reader", reader, "topic", topic, "reason", reason)
        .register(meters)
        .increment();
  }

  void lag(int partition, long records) {
    lag.computeIfAbsent(partition, this::register).set(records);
  }

  /** A partition that somebody else reads now has no lag here. */
  void revoked(int partition) {
    var gauge = lag.get(partition);
    if (gauge != null) {
      gauge.set(0);
    }
  }

  private AtomicLong register(int partition) {
    var value = new AtomicLong();
    Gauge.builder("tocsin.log.lag", value, AtomicLong::get)
        .description("Records in the log that this reader has not handled yet")
        .tags("reader", reader, "topic", topic, "partition", Integer.toString(partition))
        .register(meters);
    return value;
  }
}
