package org.tocsin.service.log;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/** Who read or changed what: topic {@code audit-events}, kept for ever. */
@ApplicationScoped
public class AuditLog {

  private static final JsonMapper JSON = JsonMapper.builder().build();

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
    if (!topicIsThere) {
      Topics.ensure(kafka, Topics.AUDIT_EVENTS);
      topicIsThere = true;
    }
    ObjectNode entry =
        JSON.createObjectNode()
            .put("at", Clock.systemUTC().instant().toString())
            .put("who", who)
            .put("action", action)
            .put("about", about);
    try {
      writer
          .append(Topics.AUDIT_EVENTS, who, entry.toString().getBytes(StandardCharsets.UTF_8))
          .join();
    } catch (CompletionException failed) {
      throw new BrokerException("An audit entry was not acknowledged", failed.getCause());
    }
  }
}
