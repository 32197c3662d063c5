package org.tocsin.intake.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.tocsin.events.Event;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.shape.Violation;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.intake.admission.Door;
import org.tocsin.intake.event.Outcome.Verdict;
import org.tocsin.intake.partner.Caller;
import org.tocsin.intake.repeat.Repeats;
import org.tocsin.intake.repeat.Repeats.Found;
import org.tocsin.intake.repeat.Repeats.Over;
import org.tocsin.intake.sealing.DataKeys;
import org.tocsin.intake.sealing.DefenderErasedException;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Together;
import org.tocsin.service.problem.WithoutMessage;

/**
 * The way of one event: read and checked, told from a repeat, let in, sealed, recorded, and only
 * then acknowledged. Safe for many threads.
 */
@Singleton
public class Intake {

  private static final Logger LOG = Logger.getLogger(Intake.class);

  private static final Duration LONGEST_ANSWER = Duration.ofMillis(4_700);

  private static final Executor ON_A_THREAD = task -> Thread.ofVirtual().start(task);

  private volatile boolean stopping;
  private final SubmissionReader reader;
  private final Repeats repeats;
  private final Door door;
  private final DataKeys keys;
  private final LogWriter log;
  private final LogWriter itemLog;
  private final Clock clock = Clock.systemUTC();
  private final Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);

  Intake(
      SubmissionReader reader,
      Repeats repeats,
      Door door,
      DataKeys keys,
      LogWriter log,
      @Together LogWriter itemLog,
      MeterRegistry meters) {
    this.reader = reader;
    this.repeats = repeats;
    this.door = door;
    this.keys = keys;
    this.log = log;
    this.itemLog = itemLog;
    for (Verdict verdict : Verdict.values()) {
      counters.put(verdict, meters.counter("tocsin.intake.events", "outcome", verdict.code()));
    }
  }

  /**
   * Told to stop: nothing more is taken, before connections are closed under requests that would be
   * recorded and not answered.
   */
  void stop(@Observes ShutdownDelayInitiatedEvent begin) {
    stopping = true;
  }

  /**
   * Takes a single event; never blocks, so that it may be called on an event loop.
   *
   * @param size of what was sent, in bytes
   * @return what became of it
   */
  public CompletableFuture<Outcome> submit(Caller caller, Envelope envelope, int size) {
    return take(new Sent(caller, envelope, size, false));
  }

  /**
   * Takes an item of a stream: where there is no room or quota at the moment, the caller waits.
   *
   * @return what became of it; if the waiting is interrupted, nothing of it is recorded
   */
  public CompletableFuture<Outcome> submitItem(Caller caller, Envelope envelope, int size) {
    return take(new Sent(caller, envelope, size, true));
  }

  /** What a caller sent; an item of a stream may wait at the door. */
  private record Sent(Caller caller, Envelope envelope, int size, boolean item) {}

  private CompletableFuture<Outcome> take(Sent sent) {
    if (stopping) {
      return CompletableFuture.completedFuture(Outcome.overloaded(null));
    }
    try {
      return switch (reader.read(sent.caller.organisation(), sent.envelope, clock.instant())) {
        case Submission.Refused(List<Violation> violations) -> is(Outcome.invalid(violations));
        case Submission.Accepted accepted -> tellFromRepeats(sent, accepted);
      };
    } catch (RuntimeException mistakeOfOurs) {
      return CompletableFuture.failedFuture(mistakeOfOurs);
    }
  }

  private CompletableFuture<Outcome> is(Outcome outcome) {
    return CompletableFuture.completedFuture(counted(outcome));
  }

  private Outcome counted(Outcome outcome) {
    counters.get(outcome.verdict()).increment();
    return outcome;
  }

  private CompletableFuture<Outcome> tellFromRepeats(Sent sent, Submission.Accepted accepted) {
    Event event = accepted.event();
    String id = event.header().id().value();
    return switch (repeats.find(event.header())) {
      case Found.Recorded(Instant at) ->
          is(Outcome.repeated(Receipt.of(event, firstWarnings(sent, accepted, at)).at(at)));
      case Found.OtherContent() -> is(Outcome.conflict(id));
      case Found.UnderWay(CompletableFuture<Over> over) ->
          over.thenComposeAsync(
              how ->
                  how == Over.UNKNOWN
                      ? is(Outcome.unavailable(id))
                      : tellFromRepeats(sent, accepted),
              ON_A_THREAD);
      case Found.Nobody(Repeats.Claim claim) -> letIn(sent, accepted, claim);
    };
  }

  /** Warnings depend on when an event came: a repeat is told those of the first time. */
  private List<Violation> firstWarnings(Sent sent, Submission.Accepted again, Instant first) {
    return reader.read(sent.caller.organisation(), sent.envelope, first)
            instanceof Submission.Accepted then
        ? then.warnings()
        : again.warnings();
  }

  private CompletableFuture<Outcome> letIn(
      Sent sent, Submission.Accepted accepted, Repeats.Claim claim) {
    Event event = accepted.event();
    String id = event.header().id().value();
    boolean extreme = event.severity().filter(Severity.EXTREME::equals).isPresent();
    Door.Word word;
    try {
      word = knock(sent, extreme);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      claim.turnedAway();
      return is(Outcome.overloaded(id));
    }
    return switch (word) {
      case Door.Word.In() -> record(sent, event, accepted.warnings(), claim);
      case Door.Word.BeyondQuota beyond -> {
        claim.turnedAway();
        yield is(Outcome.beyondQuota(id, beyond.retryAfter()));
      }
      case Door.Word.Full() -> {
        claim.turnedAway();
        yield is(Outcome.overloaded(id));
      }
    };
  }

  /** While the brokers are waited for nothing is held but the receipt: there may be thousands. */
  private CompletableFuture<Outcome> record(
      Sent sent, Event event, List<Violation> warnings, Repeats.Claim claim) {
    Receipt receipt = Receipt.of(event, warnings);
    int size = sent.size;
    return append(event, claim, sent.item ? itemLog : log)
        .handle(
            (metadata, failure) -> {
              door.leave(size);
              return counted(ended(receipt, claim, metadata, failure));
            });
  }

  private static Outcome ended(
      Receipt receipt, Repeats.Claim claim, RecordMetadata metadata, Throwable failure) {
    if (failure == null) {
      claim.recorded(metadata);
      return Outcome.accepted(receipt.at(Instant.ofEpochMilli(metadata.timestamp())));
    }
    if (isErased(failure)) {
      claim.turnedAway();
      return Outcome.defenderErased(receipt.id());
    }
    claim.lost();
    LOG.debugf(WithoutMessage.of(failure), "not known to be recorded");
    return Outcome.unavailable(receipt.id());
  }

  private static boolean isErased(Throwable failure) {
    return failure instanceof DefenderErasedException
        || failure.getCause() instanceof DefenderErasedException;
  }

  private Door.Word knock(Sent sent, boolean extreme) throws InterruptedException {
    Caller caller = sent.caller;
    return sent.item
        ? door.await(caller.organisation(), caller.eventsPerSecond(), extreme, sent.size)
        : door.enter(caller.organisation(), caller.eventsPerSecond(), extreme, sent.size);
  }

  /** Completes once the brokers have key and event. */
  private CompletableFuture<RecordMetadata> append(Event event, Repeats.Claim claim, LogWriter to) {
    try {
      CompletableFuture<DataKey> key = keys.of(KeyName.ownerOf(event));
      if (key.state() == Future.State.SUCCESS) {
        return to.append(Sealing.seal(event, key.resultNow()));
      }
      CompletableFuture<RecordMetadata> late =
          key.thenCompose(durable -> to.append(Sealing.seal(event, durable)));
      // Also when it was given up before: what is recorded is known.
      late.thenAccept(claim::recorded);
      // Key and event, one after the other, may each take their time: together they may not.
      return late.copy().orTimeout(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }
}
