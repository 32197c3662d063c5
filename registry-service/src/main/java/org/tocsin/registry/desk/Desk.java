package org.tocsin.registry.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.UnreadableEventException;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.submission.DeskReader;
import org.tocsin.events.submission.Submission;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.history.EntityTag;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.registry.identity.NewEventId;
import org.tocsin.registry.sealing.DeskKeys;
import org.tocsin.registry.table.Locks;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Logged;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * Takes decisions of the desk. One database transaction holds the locks of what is decided on,
 * checks that the page is still the one that was read, appends the event to the log, waits for the
 * brokers, and applies the event as the follower does, which meets it again later and changes
 * nothing. If the process ends between the two, the follower applies it.
 */
@ApplicationScoped
class Desk {

  private final DataSource dataSource;
  private final Horizons horizons;
  private final Projection projection;
  private final SoundDecisions sound;
  private final DeskKeys keys;
  private final AuditLog audit;
  private final LogWriter log;
  private final Clock clock = Clock.systemUTC();

  Desk(
      DataSource dataSource,
      Horizons horizons,
      Projection projection,
      SoundDecisions sound,
      DeskKeys keys,
      AuditLog audit,
      LogWriter log) {
    this.dataSource = dataSource;
    this.horizons = horizons;
    this.projection = projection;
    this.sound = sound;
    this.keys = keys;
    this.audit = audit;
    this.log = log;
  }

  /** Where something is decided: a case's page, or a defender's. */
  interface Page {

    /**
     * The case that the decision becomes an event of.
     *
     * @throws ProblemException if nothing is known of what the page is about
     */
    CaseId caseId(Connection connection) throws SQLException;

    /** What others must wait for while this is decided, besides the case. */
    Set<String> locks();

    /** What is decided, with what only the registry can say of it; read under the locks. */
    ObjectNode fields(Connection connection) throws SQLException;

    /** What is decided on; read under the locks. */
    Situation situation(Connection connection, CaseId caseId) throws SQLException;
  }

  /**
   * Who decides.
   *
   * @param name the user
   * @param seesAll whether no need-to-know list holds the user back
   */
  record User(String name, boolean seesAll) {}

  /**
   * A decision that is recorded.
   *
   * @param tag of the page as it is with the decision
   */
  record Made(Event event, Instant recordedAt, EntityTag tag, List<Fault> warnings) {}

  /**
   * Decides.
   *
   * @throws ProblemException if it may not be decided, does not fit, or cannot be recorded
   */
  Made decide(Page page, Decision decision, List<EntityTag> tags, User user) {
    var transaction = new Transaction(page, decision, tags, user);
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Made made = transaction.run(connection);
        connection.commit();
        horizons.awaitIfSoon(connection, made.recordedAt);
        return made;
      } finally {
        // After a commit there is nothing left to take back.
        connection.rollback();
      }
    } catch (SQLException failed) {
      throw unavailable(
          transaction.recorded
              ? "The decision is recorded, and takes effect when the database is back. Read the page before you decide again."
              : "Nothing was recorded, since the database did not answer. Send the decision again after a while.");
    } catch (CompletionException | BrokerException failed) {
      throw unavailable(
          "The decision is not known to be recorded, since the brokers did not acknowledge it. Read the page before you decide again.");
    }
  }

  private static ProblemException unavailable(String words) {
    return ProblemException.of(ProblemType.UNAVAILABLE, words).with("Retry-After", "5");
  }

  /** One attempt; used once. */
  private final class Transaction {

    private final Page page;
    private final Decision decision;
    private final List<EntityTag> tags;
    private final User user;
    private boolean recorded;

    Transaction(Page page, Decision decision, List<EntityTag> tags, User user) {
      this.page = page;
      this.decision = decision;
      this.tags = tags;
      this.user = user;
    }

    Made run(Connection connection) throws SQLException {
      EventId id = NewEventId.of(connection);
      CaseId caseId = page.caseId(connection);
      // All at once, and so in one order: also what the projection locks when it applies the event.
      var locks = new TreeSet<>(page.locks());
      locks.add(caseId.toString());
      Locks.alone(connection, locks);
      Situation now = page.situation(connection, caseId);
      if (!user.seesAll && !now.isOpenTo(user.name)) {
        throw ProblemException.of(
            ProblemType.FORBIDDEN,
            "You are not on the need-to-know list. Ask somebody who is to decide, or to add you.");
      }
      Precondition.check(tags, now.marks());
      Submission.Accepted accepted = read(id, now, page.fields(connection));
      Contradiction.of(accepted.event().body(), now)
          .ifPresent(
              words -> {
                throw ProblemException.of(ProblemType.CONFLICT, words + " Nothing was recorded.");
              });
      Logged<Event> logged = record(connection, accepted.event());
      recorded = true;
      projection.handle(connection, List.of(logged));
      return new Made(
          logged.value(),
          logged.recordedAt(),
          EntityTag.of(page.situation(connection, caseId).marks()),
          Decision.faults(accepted.warnings()));
    }

    private Submission.Accepted read(EventId id, Situation now, ObjectNode fields) {
      var frame =
          new DeskReader.Frame(id, decision.type(), now.caseId(), now.defender(), user.name);
      return sound.read(frame, fields, now.after(clock.instant()));
    }

    /** Key, audit entry and event, each acknowledged before the next. */
    private Logged<Event> record(Connection connection, Event event) throws SQLException {
      Event closed =
          event.sealed() instanceof SealedPart.Open
              ? Sealing.seal(event, keys.of(connection, KeyName.ownerOf(event)))
              : event;
      String subject = event.header().subject().toString();
      audit.append(
          user.name, event.type().code(), "case/" + subject + "/event/" + event.header().id());
      RecordMetadata at = log.append(closed).join();
      try {
        return new Logged<>(
            EventCodec.fromCloudEvent(EventCodec.toCloudEvent(closed)),
            at.topic(),
            at.partition(),
            at.offset(),
            Instant.ofEpochMilli(at.timestamp()));
      } catch (UnreadableEventException e) {
        throw new IllegalStateException("what was just written can be read", e);
      }
    }
  }
}
