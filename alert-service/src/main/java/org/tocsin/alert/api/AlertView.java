package org.tocsin.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An alert as the staff see it: ids, codes and what became of each message.
 *
 * @param caseId null for what is about no case, such as a digest or a storm
 * @param change what changed, such as {@code detained}, {@code act raid} or {@code storm}
 * @param unverified whether one source alone tells of it (messages are marked UNVERIFIED)
 * @param sources how many independent sources stand, in linked cases too
 * @param cancelledAt when all of it was taken back; null while it stands
 * @param digest the digest that told of this alert, or null
 * @param storm what a storm has come to; null for what is none
 * @param inStorm the storm that this alert is told of in, or null
 * @param silence the silence that keeps it from waking anybody, or null
 * @param sameAs the alert of a linked case that tells of the same act, or null
 * @param escalation null for what goes by no policy
 * @param possiblySameAs an alert by another organisation that may be the same act, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertView(
    UUID id,
    String reference,
    UUID caseId,
    String change,
    String severity,
    String timing,
    boolean unverified,
    int sources,
    Instant raisedAt,
    Instant cancelledAt,
    UUID digest,
    StormView storm,
    UUID inStorm,
    SilenceView silence,
    UUID sameAs,
    UUID possiblySameAs,
    String acknowledgedBy,
    Instant acknowledgedAt,
    EscalationView escalation,
    List<NotificationView> notifications) {

  /**
   * A storm.
   *
   * @param acts how many acts it has, those told one by one included
   * @param takenBack how many of those that were folded in were taken back
   */
  public record StormView(int acts, int takenBack) {}

  /** The silence that covers an alert. */
  public record SilenceView(UUID id, String reason, String by, Instant until) {}

  /**
   * How far the alert has come in its policy.
   *
   * @param policy its id
   * @param planVersion the plan whose steps it goes through
   * @param nextAt when the next are told; null if it has ended
   * @param ended why it has ended: {@code acknowledged}, {@code retracted} or {@code done}
   * @param acknowledgedBy all who have acknowledged, the first first
   * @param missingRoles who has still to acknowledge before it ends
   */
  public record EscalationView(
      String policy,
      long planVersion,
      Instant nextAt,
      Instant endedAt,
      String ended,
      List<String> acknowledgedBy,
      Set<String> missingRoles) {}

  /** One message to one person by one channel. */
  public record NotificationView(String contact, String channel, String state, int attempts) {}
}
