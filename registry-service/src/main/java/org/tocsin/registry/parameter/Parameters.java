package org.tocsin.registry.parameter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tocsin.events.vocabulary.State;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** How query parameters are read: a bad one is answered with 400, its name, the rule and a fix. */
public final class Parameters {

  private Parameters() {}

  /** The problem of a parameter. */
  public static ProblemException invalid(String parameter, String detail, String fix) {
    return ProblemException.of(
        ProblemType.INVALID_REQUEST,
        "A query parameter is not as it has to be.",
        List.of(Fault.inParameter(parameter, "parameter", detail, fix)));
  }

  /** How many entries a page has at most; the given number where nothing is said. */
  public static int limit(String text, int otherwise, int most) {
    return read("limit", text, "a number from 1 to " + most, Parameters::number)
        .map(
            number -> {
              if (number < 1 || number > most) {
                throw invalid(
                    "limit", "It is out of range.", "Give a number from 1 to " + most + ".");
              }
              return number;
            })
        .orElse(otherwise);
  }

  /** The State with this code; empty where nothing is said. */
  public static Optional<State> state(String text) {
    return read(
        "state", text, "an ISO 3166-1 alpha-2 code in capital letters, such as CH", State::of);
  }

  /** Yes or no; empty where nothing is said. */
  public static Optional<Boolean> truth(String parameter, String text) {
    return read(
        parameter,
        text,
        "true or false",
        given ->
            given.equals("true") || given.equals("false")
                ? Optional.of(Boolean.valueOf(given))
                : Optional.empty());
  }

  /** One of some words; empty where nothing is said. */
  public static Optional<String> oneOf(String parameter, String text, List<String> words) {
    return read(
        parameter,
        text,
        "one of " + String.join(", ", words),
        given -> Optional.of(given).filter(words::contains));
  }

  /** A moment; a day is where it begins, UTC. Empty where nothing is said. */
  public static Optional<Instant> since(String parameter, String text) {
    return read(
        parameter,
        text,
        "a day or an instant with an offset, like 2026-11-20 or 2026-11-20T08:00:00Z",
        Parameters::moment);
  }

  /**
   * Any value; empty where nothing is said.
   *
   * @param form what it has to be, in words
   * @param reading empty if it is not
   */
  public static <T> Optional<T> read(
      String parameter, String text, String form, Function<String, Optional<T>> reading) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        reading
            .apply(text)
            .orElseThrow(
                () -> invalid(parameter, "It is not " + form + ".", "Give " + form + ".")));
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
