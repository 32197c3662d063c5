package org.tocsin.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An alert as the staff see it: ids, codes and what became of each message.
 *
 * @param caseId null for a digest
 * @param digest the digest that told of this minor alert, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertView(
    UUID id,
    String reference,
    UUID caseId,
    UUID digest,
    String severity,
    String timing,
    Instant raisedAt,
    String acknowledgedBy,
    Instant acknowledgedAt,
    List<NotificationView> notifications) {

  /** One message to one person by one channel. */
  public record NotificationView(String contact, String channel, String state, int attempts) {}
}
