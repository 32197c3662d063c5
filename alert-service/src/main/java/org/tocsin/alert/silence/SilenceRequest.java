package org.tocsin.alert.silence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Reads what somebody asks to be silent about, or says everything that is wrong with it. Pure. */
final class SilenceRequest {

  /** Whoever wants more sets it again: an end far away is one that nobody remembers. */
  static final Duration LONGEST = Duration.ofDays(31);

  private static final String UNTIL = "until";
  private static final String FROM = "from";
  private static final String EXTREME = "includesExtreme";

  /** The fields that {@link Shape} can read. */
  private record Fields(
      State state,
      Term<ActType> actType,
      Organisation partner,
      CaseId caseId,
      Term<Severity> severity,
      @Required @Text(max = 500) String reason) {}

  private SilenceRequest() {}

  /**
   * The silence that is asked for.
   *
   * @param by who asks
   * @throws ProblemException if it cannot be one; names every fault and repeats no value
   */
  static Silence read(ObjectNode body, UUID id, String by, Instant now) {
    var reading = new Reading();
    var names = new ArrayList<>(Shape.of(Fields.class).names());
    names.addAll(List.of(UNTIL, FROM, EXTREME));
    Shape.refuseUnknown(body, names, "", reading);
    Fields fields = Shape.of(Fields.class).read(body, "", reading);
    Instant until = instant(body, UNTIL, null, reading);
    Instant from = instant(body, FROM, now, reading);
    boolean extreme = flag(body, reading);
    if (until != null && from != null) {
      times(from, until, now, reading);
    }
    Optional<Silence.Matching> matching =
        Optional.ofNullable(fields).map(given -> matching(given, reading));
    if (!reading.sound()) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST,
          "Correct what is named below and send it again.",
          reading.violations().stream()
              .map(one -> Fault.inBody(one.pointer(), one.rule(), one.detail(), one.fix()))
              .toList());
    }
    return new Silence(
        id, matching.orElseThrow(), from, until, extreme, fields.reason, by, Optional.empty());
  }

  private static Silence.Matching matching(Fields given, Reading reading) {
    if (given.severity != null && given.severity.known().isEmpty()) {
      reading.violation(
          "/severity",
          Rule.UNRECOGNISED_CODE,
          "There is no such severity.",
          "Give one of: minor, moderate, severe, extreme.");
    }
    var matching =
        new Silence.Matching(
            Optional.ofNullable(given.state).map(State::code),
            Optional.ofNullable(given.actType).map(Term::code),
            Optional.ofNullable(given.partner).map(Organisation::id),
            Optional.ofNullable(given.caseId).map(CaseId::value),
            Optional.ofNullable(given.severity).flatMap(Term::known));
    if (matching.isEmpty() && given.severity == null) {
      reading.violation(
          "",
          Rule.REQUIRED,
          "This would silence everything.",
          "Give at least one of: state, actType, partner, caseId, severity.");
    }
    return matching;
  }

  private static void times(Instant from, Instant until, Instant now, Reading reading) {
    if (!until.isAfter(from) || !until.isAfter(now)) {
      reading.violation(
          "/" + UNTIL, Rule.DATE, "It would have ended already.", "Give a later moment.");
    } else if (until.isAfter(now.plus(LONGEST))) {
      reading.violation(
          "/" + UNTIL,
          Rule.DATE,
          "It would last more than 31 days.",
          "End it earlier, and set it again if it is still needed then.");
    }
  }

  private static Instant instant(
      ObjectNode body, String field, Instant otherwise, Reading reading) {
    JsonNode node = body.get(field);
    if (node == null || node.isNull()) {
      if (otherwise == null) {
        reading.violation(
            "/" + field, Rule.REQUIRED, "A silence has an end.", "Give a moment in ISO 8601.");
      }
      return otherwise;
    }
    try {
      return OffsetDateTime.parse(node.asText()).toInstant();
    } catch (DateTimeException e) {
      reading.violation(
          "/" + field,
          Rule.DATE,
          "This is no moment in time.",
          "Give one in ISO 8601 with its offset, such as 2026-11-25T09:00:00Z.");
      return null;
    }
  }

  private static boolean flag(ObjectNode body, Reading reading) {
    JsonNode node = body.get(EXTREME);
    if (node != null && !node.isBoolean()) {
      reading.violation(
          "/" + EXTREME, Rule.TYPE, "This must be true or false.", "Send a JSON boolean.");
    }
    return node != null && node.asBoolean(false);
  }
}
