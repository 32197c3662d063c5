package org.tocsin.alert.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * What a dry run is asked about.
 *
 * @param at when the alert would be raised
 */
record Question(Traits traits, Instant at) {

  private static final Set<String> FIELDS =
      Set.of("severity", "timing", "actType", "state", "partner", "corroborated", "at");

  /**
   * Reads it; all that is wrong is said at once.
   *
   * @param now what {@code at} is where it is left out
   */
  static Question read(ObjectNode body, Instant now) {
    var faults = new ArrayList<Fault>();
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                faults.add(
                    Fault.inBody(
                        "",
                        "unknown-field",
                        "There is a field that nobody knows.",
                        "The fields are severity, timing, actType, state, partner, corroborated and at."));
              }
            });
    Optional<Term<ActType>> act =
        field(
            body,
            "actType",
            text -> Term.read(ActType.class, text).orElseThrow(IllegalArgumentException::new),
            "Give the code of an act, such as travel-interception.",
            faults);
    Optional<Severity> severity =
        field(
                body,
                "severity",
                text -> constant(Severity.class, text),
                "Give extreme, severe, moderate or minor.",
                faults)
            .or(() -> act.map(ActType::severity));
    if (severity.isEmpty() && faults.isEmpty()) {
      faults.add(
          Fault.inBody(
              "/severity", "required", "How grave it is is missing.", "Give severity or actType."));
    }
    var traits =
        new Traits(
            severity.orElse(Severity.SEVERE),
            field(
                    body,
                    "timing",
                    text -> constant(Timing.class, text),
                    "Give fresh, late-report or backdated.",
                    faults)
                .orElse(Timing.FRESH),
            act.map(Term::code),
            field(
                body,
                "state",
                text -> State.of(text).orElseThrow(IllegalArgumentException::new).code(),
                "Give the code of a State, such as CH.",
                faults),
            field(
                body,
                "partner",
                text -> new Organisation(text).id(),
                "Give the id of a partner.",
                faults),
            body.path("corroborated").asBoolean(false));
    Instant at =
        field(
                body,
                "at",
                text -> OffsetDateTime.parse(text).toInstant(),
                "Give date, time and offset, such as 2027-03-20T06:30:00Z.",
                faults)
            .orElse(now);
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST, "Correct what is named below.", faults);
    }
    return new Question(traits, at);
  }

  private static <T> Optional<T> field(
      ObjectNode body, String name, Function<String, T> reader, String fix, List<Fault> faults) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(value.isTextual() ? value.textValue() : ""));
    } catch (IllegalArgumentException | DateTimeException e) {
      // Without its message, which repeats the value.
      faults.add(
          Fault.inBody("/" + name, "value", "The value has not the form that is expected.", fix));
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
