package org.tocsin.registry.erasure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.tocsin.events.ErasureOrdered;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.JsonBytes;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ErasureGround;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Writes orders into the record, as events of the desk. */
@ApplicationScoped
class OrderLog {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LogWriter log;
  private final IdentityKey identities;

  OrderLog(LogWriter log, IdentityKey identities) {
    this.log = log;
    this.identities = identities;
  }

  /**
   * Orders an erasure; returns when the brokers have it.
   *
   * @param covered all ids that are this defender
   * @param caseId one of the defender's cases
   * @return the order with the time at which it was recorded
   * @throws ProblemException 503 if it is not known to be recorded
   */
  ErasureOrder append(
      UUID defender,
      Set<UUID> covered,
      UUID caseId,
      ErasureGround ground,
      String orderedBy,
      Instant now) {
    List<DefenderId> others =
        covered.stream().filter(id -> !id.equals(defender)).sorted().map(DefenderId::new).toList();
    var body =
        new ErasureOrdered(
            new DefenderId(defender),
            others.isEmpty() ? null : others,
            Term.of(ground),
            orderedBy,
            null);
    Event event = event(defender, new Subject.OfCase(new CaseId(caseId)), body, now);
    try {
      var recorded =
          log.append(
                  Topics.REPRISAL_EVENTS,
                  event.header().subject().toString(),
                  EventCodec.toCloudEvent(event))
              .join();
      return new ErasureOrder(
          event.header().id().value(),
          defender,
          covered,
          ground.code(),
          orderedBy,
          Instant.ofEpochMilli(recorded.timestamp()));
    } catch (CompletionException failed) {
      throw new ProblemException(
              Problem.of(
                  ProblemType.UNAVAILABLE,
                  "The order is not known to be recorded. Look whether it stands, and order again if it does not: a second order does no harm."))
          .with("Retry-After", "5");
    }
  }

  private Event event(UUID defender, Subject subject, ErasureOrdered body, Instant now) {
    var at = new OccurredAt(now.truncatedTo(ChronoUnit.SECONDS).toString(), Precision.INSTANT);
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    EventCodec.writeBody(body, open, sealed);
    open.put("occurredAt", at.value());
    byte[] canonical =
        JsonBytes.canonical(body.type().wireName() + "\n" + subject + "\n", open, sealed);
    return new Event(
        new EventHeader(
            new EventId(uuidV7(now).toString()),
            new Origin.Desk(),
            subject,
            Optional.of(new DefenderId(defender)),
            Optional.empty(),
            at,
            Optional.empty(),
            Optional.empty(),
            identities.digest(canonical)),
        body,
        new SealedPart.None());
  }

  /** RFC 9562, section 5.7: milliseconds, then random bits. */
  private static UUID uuidV7(Instant now) {
    long high = now.toEpochMilli() << 16 | 0x7000L | RANDOM.nextInt(0x1000);
    long low = RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
