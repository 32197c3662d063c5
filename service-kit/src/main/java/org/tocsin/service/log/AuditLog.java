package org.tocsin.service.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/** Who read or changed what: topic {@code audit-events}, kept for ever. */
@ApplicationScoped
public class AuditLog {

  private final LogWriter writer;
  private final KafkaSettings kafka;
  private volatile boolean topicIsThere;

  AuditLog(LogWriter writer, KafkaSettings kafka) {
    this.writer = writer;
    this.kafka = kafka;
  }

  /**
   * Returns when the brokers have it; write first, act after.
   *
   * @param who a user's name or a service
   * @param action such as {@code partner-suspended}
   * @param about ids only
   * @throws BrokerException if the brokers did not acknowledge it
   */
  public void append(String who, String action, String about) {
    append(AuditEntry.of(who, action, about));
  }

  /**
   * The same with all that an entry can say.
   *
   * @return the entry with its place in the log
   */
  public Logged<AuditEntry> append(AuditEntry entry) {
    if (!topicIsThere) {
      Topics.ensure(kafka, Topics.AUDIT_EVENTS);
      topicIsThere = true;
    }
    try {
      var place =
          writer
              .append(
                  Topics.AUDIT_EVENTS,
                  entry.who(),
                  AuditJson.write(entry, Clock.systemUTC().instant()))
              .join();
      return new Logged<>(
          entry,
          place.topic(),
          place.partition(),
          place.offset(),
          Instant.ofEpochMilli(place.timestamp()));
    } catch (CompletionException failed) {
      throw new BrokerException("An audit entry was not acknowledged", failed.getCause());
    }
  }
}
