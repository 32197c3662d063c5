package org.tocsin.registry.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tocsin.events.StatePositionRecorded;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.history.Recorded;

/**
 * What a State said of a resolution, and how it voted: two facts, never derived from one another
 * (DOMAIN.md, section 6, rule 7). Pure.
 *
 * @param state code
 * @param resolution symbol
 * @param statedPosition with its source; null where none is recorded
 * @param vote with its source; null where none is recorded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Position(String state, String resolution, Fact statedPosition, Fact vote) {

  /**
   * One fact.
   *
   * @param value code, recognised or not
   * @param eventId the event it comes from
   * @param origin who recorded it
   * @param source the kind of source, such as {@code media}; null where none is named
   * @param citation where it can be read
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fact(String value, String eventId, String origin, String source, String citation) {}

  private record Key(String resolution, String state) {
    static Key of(Recorded event) {
      var position = (StatePositionRecorded) event.event().body();
      return new Key(position.resolution().value(), position.state().code());
    }
  }

  /** The positions in these events; of several values for one fact the last in the total order. */
  public static List<Position> of(Collection<Recorded> events) {
    return events.stream()
        .filter(event -> event.event().body() instanceof StatePositionRecorded)
        .sorted()
        .collect(Collectors.groupingBy(Key::of))
        .entrySet()
        .stream()
        .map(
            entry ->
                new Position(
                    entry.getKey().state,
                    entry.getKey().resolution,
                    last(entry.getValue(), StatePositionRecorded::statedPosition),
                    last(entry.getValue(), StatePositionRecorded::vote)))
        .sorted(Comparator.comparing(Position::resolution).thenComparing(Position::state))
        .toList();
  }

  private static Fact last(List<Recorded> events, Function<StatePositionRecorded, Term<?>> value) {
    return events.stream()
        .map(event -> fact(event, value))
        .flatMap(Optional::stream)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  private static Optional<Fact> fact(
      Recorded event, Function<StatePositionRecorded, Term<?>> value) {
    var body = (StatePositionRecorded) event.event().body();
    return Optional.ofNullable(value.apply(body))
        .map(
            term ->
                new Fact(
                    term.code(),
                    event.id().value(),
                    event.origin(),
                    event.event().header().source().map(s -> s.kind().code()).orElse(null),
                    body.citation()));
  }
}
