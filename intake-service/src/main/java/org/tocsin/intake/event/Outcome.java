package org.tocsin.intake.event;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.tocsin.events.shape.Violation;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemType;

/**
 * What became of one submitted event.
 *
 * @param verdict in a word
 * @param id the event's, where it could be read
 * @param receipt what the partner gets for an event that is recorded; null otherwise
 * @param problem why it is not; null otherwise
 * @param retryAfter when it is worth sending it again; zero where it is not
 */
public record Outcome(
    Verdict verdict, String id, Receipt receipt, Problem problem, Duration retryAfter) {

  /** The word for it; also in streams and metrics, in lower case. */
  public enum Verdict {
    ACCEPTED,
    REPEATED,
    CONFLICT,
    REFUSED,
    BEYOND_QUOTA,
    OVERLOADED,
    UNAVAILABLE;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String code() {
      return code;
    }
  }

  private static final ProblemType OTHER_CONTENT =
      new ProblemType(
          "repeated-id-other-content", "This id was used before, with other content", 409);
  private static final ProblemType QUOTA =
      new ProblemType("quota-exceeded", "Your organisation has used up its quota", 429);
  private static final ProblemType DEFENDER_ERASED =
      new ProblemType("defender-erased", "The defender's data were erased", 409);
  private static final String ATTRIBUTE = "ce-";

  static Outcome accepted(Receipt receipt) {
    return new Outcome(Verdict.ACCEPTED, receipt.id(), receipt, null, Duration.ZERO);
  }

  static Outcome repeated(Receipt receipt) {
    return new Outcome(Verdict.REPEATED, receipt.id(), receipt, null, Duration.ZERO);
  }

  static Outcome conflict(String id) {
    return refused(
        Verdict.CONFLICT,
        id,
        Problem.of(
            OTHER_CONTENT,
            "Another event of yours is recorded under this id, and stands. Nothing of this one was recorded. To change what you reported send an event-corrected; if this is another event give it an id of its own."));
  }

  /** An event of a defender for whom nothing is sealed any more. */
  static Outcome defenderErased(String id) {
    return refused(
        Verdict.REFUSED,
        id,
        Problem.of(
            DEFENDER_ERASED,
            "What was reported of this defender was erased by order, and nothing new is kept of the defender. Nothing of this event was recorded. If you must report more, ask the case desk to allow it."));
  }

  /** An event that breaks rules. */
  public static Outcome invalid(List<Violation> violations) {
    return invalidFaults(faults(violations));
  }

  static Outcome invalidFaults(List<Fault> faults) {
    return refused(
        Verdict.REFUSED,
        null,
        Problem.of(
            ProblemType.INVALID_EVENT, "Correct what is named below and send it again.", faults));
  }

  /** What cannot be read as an event at all. */
  public static Outcome refused(Problem problem) {
    return refused(Verdict.REFUSED, null, problem);
  }

  static Outcome beyondQuota(String id, Duration wait) {
    return new Outcome(
        Verdict.BEYOND_QUOTA,
        id,
        null,
        Problem.of(
            QUOTA,
            "Nothing of this event was recorded. Send it again after the time in Retry-After; a few extreme events pass in any case."),
        wait);
  }

  static Outcome overloaded(String id) {
    return new Outcome(
        Verdict.OVERLOADED,
        id,
        null,
        Problem.of(
            ProblemType.OVERLOADED,
            "Nothing of this event was recorded. Send it again in a moment."),
        Duration.ofSeconds(1));
  }

  public static Outcome unavailable(String id) {
    return new Outcome(
        Verdict.UNAVAILABLE,
        id,
        null,
        Problem.of(
            ProblemType.UNAVAILABLE,
            "The event is not known to be recorded. Send it again with the same id: it will count once."),
        Duration.ofSeconds(5));
  }

  private static Outcome refused(Verdict verdict, String id, Problem problem) {
    return new Outcome(verdict, id, null, problem, Duration.ZERO);
  }

  /** A violation of an attribute in binary mode stands in a header, all others in the body. */
  static List<Fault> faults(List<Violation> violations) {
    if (violations.isEmpty()) {
      return List.of();
    }
    return violations.stream()
        .map(
            v ->
                v.pointer().startsWith(ATTRIBUTE)
                    ? Fault.inHeader(v.pointer(), v.rule(), v.detail(), v.fix())
                    : Fault.inBody(v.pointer(), v.rule(), v.detail(), v.fix()))
        .toList();
  }

  /** Whole seconds for {@code Retry-After}, rounded up. */
  long retryAfterSeconds() {
    return Math.ceilDiv(retryAfter.toMillis(), 1_000L);
  }
}
