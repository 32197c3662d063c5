package org.tocsin.service.log;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import javax.sql.DataSource;
import org.tocsin.events.Event;

/** The record of what happened, as the services follow it: topic {@code reprisal-events}. */
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
    followers.start(
        new PartitionedReader<>(
            name,
            Topics.REPRISAL_EVENTS,
            kafka,
            dataSource.get(),
            new EventDecoder(),
            handler,
            deadLetters,
            meters,
            Clock.systemUTC()));
  }
}
