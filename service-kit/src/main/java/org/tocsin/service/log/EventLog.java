package org.tocsin.service.log;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.tocsin.events.Event;
import org.tocsin.events.alerting.AlertEvent;

/** What the services follow into their databases: what happened, and the keys that open it. */
@ApplicationScoped
public class EventLog {

  /** While the database writes what one has read, another reads on. */
  private static final int READERS_AGAIN = 2;

  private final Followers followers;
  private final KafkaSettings kafka;
  private final Instance<DataSource> dataSource;
  private final DeadLetters deadLetters;
  private final MeterRegistry meters;
  private final List<Followed<?>> followed = new CopyOnWriteArrayList<>();

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
   * The same for some of the events, told by their headers: nothing else stands before them.
   *
   * @param name of the reader, another than those of all others
   * @param wanted must say the same of the same headers for ever; empty where they are not those of
   *     an event, so that one of several readers can take these too
   */
  public void followSome(
      String name, Predicate<Optional<Heard>> wanted, BatchHandler<Event> handler) {
    follow(name, Topics.REPRISAL_EVENTS, new Some(wanted, false), new Some.Handler(handler));
  }

  /**
   * The same for some of the events of which each comes by another reader too: it may be passed
   * over here, and what cannot be read is.
   *
   * @param name of the reader, another than those of all others
   * @param wanted need not say the same each time
   */
  public void followAhead(String name, Predicate<Heard> wanted, BatchHandler<Event> handler) {
    follow(
        name,
        Topics.REPRISAL_EVENTS,
        new Some(heard -> heard.filter(wanted).isPresent(), true),
        new Some.Handler(handler));
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

  /**
   * The same for what readers of all services could not process: topic {@code dead-letters}.
   *
   * @param name of the reader, another than those of all others
   */
  public void followDeadLetters(String name, BatchHandler<DeadLetter> handler) {
    follow(name, Topics.DEAD_LETTERS, new DeadLetterJson(), handler);
  }

  /**
   * The same for what became of alerts: topic {@code alert-events}.
   *
   * @param name of the reader, another than those of all others
   */
  public void followAlerts(String name, BatchHandler<AlertEvent> handler) {
    follow(name, Topics.ALERT_EVENTS, new AlertEventDecoder(), handler);
  }

  /** What is followed, and by whom. */
  private record Followed<T>(
      String name, TopicSpec topic, Decoder<T> decoder, BatchHandler<T> handler) {}

  private <T> void follow(
      String name, TopicSpec topic, Decoder<T> decoder, BatchHandler<T> handler) {
    var one = new Followed<>(name, topic, decoder, handler);
    followed.add(one);
    followers.start(reader(one, Optional.empty(), dataSource.get()));
  }

  /**
   * Has everything that is followed take effect once more, from the beginning of the log, in other
   * tables of the same shape. The readers have the same names there, so that the live ones can go
   * on where these have come to. Only one process at a time may do so.
   *
   * @return the readers, started; the caller stops them
   */
  public List<Follower> followAgain(DataSource other) {
    List<Follower> again = new ArrayList<>();
    for (Followed<?> one : followed) {
      for (int i = 0; i < READERS_AGAIN; i++) {
        Follower reader = reader(one, Optional.of(new Share(i, READERS_AGAIN)), other);
        reader.start();
        again.add(reader);
      }
    }
    return again;
  }

  /** The topics that are followed. */
  public List<TopicSpec> topics() {
    return followed.stream().<TopicSpec>map(Followed::topic).toList();
  }

  private <T> PartitionedReader<T> reader(
      Followed<T> one, Optional<Share> share, DataSource tables) {
    return new PartitionedReader<>(
        one.name,
        share,
        one.topic,
        kafka,
        tables,
        one.decoder,
        one.handler,
        deadLetters,
        meters,
        Clock.systemUTC());
  }
}
