package org.tocsin.intake.stream;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.tocsin.intake.event.Intake;
import org.tocsin.intake.event.Outcome;
import org.tocsin.intake.event.Outcome.Verdict;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Takes the items of one request and answers them in order, while they come: one thread reads,
 * checks and submits, another waits for what became of each and writes it. Between them stands a
 * queue of bounded length, so that neither gets far ahead.
 *
 * <p>When an item is not known to be recorded, the service stops, or the client goes away, nothing
 * more is read: what was taken until then is recorded and, where somebody still listens, answered.
 */
final class Conversation {

  static final ProblemType INTERRUPTED =
      new ProblemType("stream-interrupted", "Not all of the stream was read", 503);

  private static final Logger LOG = Logger.getLogger(Conversation.class);
  private static final int UNDER_WAY = 4_096;

  private record Pending(long item, CompletableFuture<Outcome> outcome) {}

  private static final Pending END = new Pending(0, null);

  private final Intake intake;
  private final Caller caller;
  private final Items items;
  private final ObjectWriter json;
  private final BlockingQueue<Pending> underWay = new ArrayBlockingQueue<>(UNDER_WAY);
  private volatile boolean stopped;
  private volatile boolean cut;

  Conversation(Intake intake, Caller caller, Items items, ObjectWriter json) {
    this.intake = intake;
    this.caller = caller;
    this.items = items;
    this.json = json;
  }

  /** Returns when all is answered. */
  void run(OutputStream out) throws IOException {
    Thread reader = Thread.ofVirtual().name("stream-reader").start(this::submitAll);
    try (var answers = new AnswerLines(json, out)) {
      answer(answers);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      stopped = true;
      reader.interrupt();
    }
  }

  private void submitAll() {
    try {
      submitInOrder();
      underWay.put(END);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads to the end, or until it is cut, stopped or interrupted. */
  private void submitInOrder() throws InterruptedException {
    long number = 0;
    try {
      for (Optional<Item> next = items.next(); next.isPresent(); next = items.next()) {
        if (stopped) {
          cut = true;
          return;
        }
        underWay.put(new Pending(++number, submit(next.get())));
        if (next.get() instanceof Item.Broken) {
          return;
        }
      }
    } catch (IOException disconnected) {
      cut = true;
    } catch (RuntimeException mistakeOfOurs) {
      LOG.error("a stream was not read on", WithoutMessage.of(mistakeOfOurs));
      cut = true;
    }
  }

  private CompletableFuture<Outcome> submit(Item item) {
    return switch (item) {
      case Item.Readable(var envelope, int size) -> intake.submitItem(caller, envelope, size);
      case Item.Unreadable(Problem problem) ->
          CompletableFuture.completedFuture(Outcome.refused(problem));
      case Item.Broken(Problem problem) ->
          CompletableFuture.completedFuture(Outcome.refused(problem));
    };
  }

  private void answer(AnswerLines answers) throws IOException, InterruptedException {
    long last = 0;
    for (Pending pending = take(answers); pending != END; pending = take(answers)) {
      Outcome outcome = outcome(pending);
      last = pending.item;
      answers.write(pending.item, outcome);
      if (outcome.verdict() == Verdict.UNAVAILABLE || outcome.verdict() == Verdict.OVERLOADED) {
        stopped = true;
      }
    }
    if (cut) {
      answers.interrupted(
          last + 1,
          Problem.of(
              INTERRUPTED,
              "From this item on nothing was read. Send the whole again: what is recorded counts once."));
    }
  }

  private Pending take(AnswerLines answers) throws IOException, InterruptedException {
    Pending next = underWay.poll();
    if (next == null) {
      answers.flush();
      next = underWay.take();
    }
    if (next != END && !next.outcome.isDone()) {
      answers.flush();
    }
    return next;
  }

  private Outcome outcome(Pending pending) throws InterruptedException {
    try {
      return pending.outcome.get();
    } catch (ExecutionException mistakeOfOurs) {
      LOG.error("an item failed", WithoutMessage.of(mistakeOfOurs));
      return Outcome.unavailable(null);
    }
  }
}
