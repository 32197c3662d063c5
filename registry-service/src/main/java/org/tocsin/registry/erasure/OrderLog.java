package org.tocsin.registry.erasure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.submission.DeskReader;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.vocabulary.ErasureGround;
import org.tocsin.registry.identity.NewEventId;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Writes orders into the record, as events of the desk. */
@ApplicationScoped
class OrderLog {

  private final LogWriter log;
  private final DeskReader reader;

  OrderLog(LogWriter log, IdentityKey identities) {
    this.log = log;
    this.reader = new DeskReader(identities);
  }

  /**
   * Orders an erasure; returns when the brokers have it.
   *
   * @param covered all ids that are this defender
   * @param cases those whose own keys are destroyed as well
   * @param caseId one of the defender's cases
   * @return the order with the time at which it was recorded
   * @throws ProblemException 503 if it is not known to be recorded
   */
  ErasureOrder append(
      Connection connection,
      UUID defender,
      Set<UUID> covered,
      Set<UUID> cases,
      UUID caseId,
      ErasureGround ground,
      String orderedBy,
      Instant now)
      throws SQLException {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("defender", defender.toString())
            .put("ground", ground.code())
            .put("orderedBy", orderedBy);
    put(data, "merged", covered.stream().filter(id -> !id.equals(defender)).toList());
    put(data, "cases", cases);
    var frame =
        new DeskReader.Frame(
            NewEventId.of(connection),
            EventType.ERASURE_ORDERED,
            new CaseId(caseId),
            Optional.of(new DefenderId(defender)),
            orderedBy);
    Event event =
        switch (reader.read(frame, data, now)) {
          case Submission.Accepted accepted -> accepted.event();
          case Submission.Refused(var violations) ->
              throw new IllegalStateException("an order is sound, but: " + violations);
        };
    try {
      var recorded = log.append(event).join();
      return new ErasureOrder(
          event.header().id().value(),
          defender,
          covered,
          cases,
          ground.code(),
          orderedBy,
          Instant.ofEpochMilli(recorded.timestamp()));
    } catch (CompletionException failed) {
      throw ProblemException.of(
              ProblemType.UNAVAILABLE,
              "The order is not known to be recorded. Look whether it stands, and order again if it does not: a second order does no harm.")
          .with("Retry-After", "5");
    }
  }

  private static void put(ObjectNode data, String field, Collection<UUID> ids) {
    if (!ids.isEmpty()) {
      var array = data.putArray(field);
      ids.stream().map(UUID::toString).sorted().forEach(array::add);
    }
  }
}
