package org.tocsin.registry.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.shape.Violation;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * What a user of the desk sends: the type of an event, and its fields beside it.
 *
 * @param type one that the desk writes at this address
 * @param fields all but the type, unchecked
 */
record Decision(EventType type, ObjectNode fields) {

  private static final String TYPE = "type";

  /** Types that are decided on a defender's page. */
  static final Set<EventType> ON_DEFENDERS =
      Set.of(
          EventType.DEFENDERS_MERGED,
          EventType.DEFENDERS_UNMERGED,
          EventType.MERGE_SUGGESTION_DISMISSED);

  /** What is ordered elsewhere, with more to go with it. */
  private static final Set<EventType> ELSEWHERE = Set.of(EventType.ERASURE_ORDERED);

  /** Types that are decided, or recorded, on a case's page. */
  static final Set<EventType> ON_CASES =
      Stream.of(EventType.values())
          .filter(type -> type.isOfDesk() && type.about() == EventType.About.CASE)
          .filter(type -> !ON_DEFENDERS.contains(type) && !ELSEWHERE.contains(type))
          .collect(Collectors.toUnmodifiableSet());

  /** What an administrator may decide without being of the desk: who works on what. */
  private static final Set<EventType> OF_ADMINISTRATORS =
      Set.of(
          EventType.OWNER_ASSIGNED,
          EventType.NEED_TO_KNOW_SET,
          EventType.CASE_CLOSED,
          EventType.CASE_REOPENED);

  /**
   * Reads the body of a request.
   *
   * @param here the types that this address takes
   * @throws ProblemException if it names none of them
   */
  static Decision of(ObjectNode body, Set<EventType> here) {
    JsonNode code = body.remove(TYPE);
    if (code == null || code.isNull()) {
      throw refused(Rule.REQUIRED, "This field is missing.", here);
    }
    return new Decision(
        Stream.of(EventType.values())
            .filter(type -> here.contains(type) && type.code().equals(code.textValue()))
            .findFirst()
            .orElseThrow(
                () -> refused(Rule.UNKNOWN_TYPE, "No such type is decided at this address.", here)),
        body);
  }

  boolean isOfAdministrators() {
    return OF_ADMINISTRATORS.contains(type);
  }

  /** A field that holds an id of another case or defender, as far as it can be one. */
  Optional<String> other() {
    return Optional.ofNullable(fields.path("other").textValue());
  }

  private static ProblemException refused(Rule rule, String detail, Set<EventType> here) {
    String types = String.join(", ", here.stream().map(EventType::code).sorted().toList());
    return invalid(
        List.of(Fault.inBody("/" + TYPE, rule.code(), detail, "Give one of: " + types + ".")));
  }

  /** What breaks rules, or is odd, in the words of an answer. */
  static List<Fault> faults(List<Violation> violations) {
    return violations.stream()
        .map(v -> Fault.inBody(v.pointer(), v.rule(), v.detail(), v.fix()))
        .toList();
  }

  static ProblemException broken(List<Violation> violations) {
    return invalid(faults(violations));
  }

  static ProblemException invalid(List<Fault> faults) {
    return ProblemException.of(
        ProblemType.INVALID_EVENT, "Correct what is named below and send it again.", faults);
  }
}
