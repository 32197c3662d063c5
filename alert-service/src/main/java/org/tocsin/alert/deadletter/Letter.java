package org.tocsin.alert.deadletter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A record that could not be processed: by reference, never by content.
 *
 * @param reason a code
 * @param consumer which reader met it first
 * @param subject what it is about, such as the id of a case; null where that is not known
 * @param at when the brokers recorded that it could not be processed
 * @param replayedAt when it was processed after all; null while it is open
 * @param replayedBy who had it tried once more
 * @param outcome what came of the last try; null if there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Letter(
    @JsonIgnore String topic,
    @JsonIgnore int partition,
    @JsonIgnore long offset,
    String reason,
    String consumer,
    String subject,
    Instant at,
    Instant replayedAt,
    String replayedBy,
    String outcome) {

  /** Its place in the log: topic, partition and offset. */
  public String getId() {
    return topic + "/" + partition + "/" + offset;
  }
}
