package org.tocsin.service.log;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import javax.sql.DataSource;
import org.tocsin.events.Event;

/** What the services follow into their databases: what happened, and the keys that open it. */
@ApplicationScoped
public class EventLog {

  private final Followers followers;
  private final KafkaSettings kafka;
  private final Instance<DataSource> dataSource;
  private final DeadLetters deadLetters;
  private final MeterRegistry meters;

  EventLog(
      Followers followers,
      KafkaSettings kafka,
      Instance<DataSource> dataSource,
      DeadLetters deadLetters,
      MeterRegistry meters) {
    this.followers = followers;
    this.kafka = kafka;
    this.dataSource = dataSource;
    this.deadLetters = deadLetters;
    this.meters = meters;
  }

  /**
   * Has every event take effect once in the service's own database, from now until it stops.
   *
   * @param name of the reader; see {@link PartitionedReader}
   */
  public void follow(String name, BatchHandler<Event> handler) {
    follow(name, Topics.REPRISAL_EVENTS, new EventDecoder(), handler);
  }

  /**
   * The same for the data keys of sealed parts and what is said of their owners: topic {@code
   * sealing-keys}.
   *
   * @param name of the reader, another than that of the events
   */
  public void followKeys(String name, BatchHandler<KeyRecord> handler) {
    follow(name, Topics.SEALING_KEYS, new KeyRecordDecoder(), handler);
  }

  /**
   * The same for who read or changed what: topic {@code audit-events}.
   *
   * @param name of the reader, another than those of events and keys
   */
  public void followAudit(String name, BatchHandler<AuditEntry> handler) {
    follow(name, Topics.AUDIT_EVENTS, new AuditJson(), handler);
  }

  private <T> void follow(
      String name, TopicSpec topic, Decoder<T> decoder, BatchHandler<T> handler) {
    followers.start(
        new PartitionedReader<>(
            name,
            topic,
            kafka,
            dataSource.get(),
            decoder,
            handler,
            deadLetters,
            meters,
            Clock.systemUTC()));
  }
}
