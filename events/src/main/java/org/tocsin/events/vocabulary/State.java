package org.tocsin.events.vocabulary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A State or territory by its ISO 3166-1 alpha-2 code: a closed list, with the withdrawn codes of
 * former States for old dates.
 *
 * @param code two capital letters
 * @param name short English name
 * @param withdrawn the day on which the code was withdrawn (ISO 3166-3), or empty for a code in
 *     force
 */
public record State(String code, String name, Optional<LocalDate> withdrawn) {

  private static final String DATE = "# date: ";
  private static final List<String> LINES = lines();
  private static final Map<String, State> ALL = load();

  /** The State with this code, in force or withdrawn; empty if there is none. */
  public static Optional<State> of(String code) {
    return Optional.ofNullable(ALL.get(code));
  }

  /** The day of which the list is. */
  public static LocalDate listedOn() {
    return LINES.stream()
        .filter(line -> line.startsWith(DATE))
        .map(line -> LocalDate.parse(line.substring(DATE.length())))
        .findFirst()
        .orElseThrow();
  }

  /** Every State, by code. */
  public static Collection<State> all() {
    return ALL.values();
  }

  /** Whether the code was in force on that day. */
  public boolean existedOn(LocalDate day) {
    return withdrawn.isEmpty() || !day.isAfter(withdrawn.get());
  }

  @Override
  public String toString() {
    return code;
  }

  private static Map<String, State> load() {
    var states = new TreeMap<String, State>();
    LINES.stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("code,"))
        .map(line -> line.split(",", -1))
        .map(
            field ->
                new State(
                    field[0],
                    field[1],
                    field[2].isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(field[2]))))
        .forEach(state -> states.put(state.code, state));
    return Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  private static List<String> lines() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                State.class.getResourceAsStream("states.csv"), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
