package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tocsin.events.CouncilTermRecorded;
import org.tocsin.events.EventType;
import org.tocsin.events.StateCodeRecorded;
import org.tocsin.events.StateLawChanged;
import org.tocsin.events.Subject;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joinings;
import org.tocsin.registry.resolution.Position;

/** The figures of States, for any horizon. */
@ApplicationScoped
public class States {

  private final EventStore events;
  private final Joinings joinings;
  private final Acts acts;
  private final OpenCases openCases;
  private final Balances balances;
  private final Letters letters;
  private final Measures measures;

  States(
      EventStore events,
      Joinings joinings,
      Acts acts,
      OpenCases openCases,
      Balances balances,
      Letters letters,
      Measures measures) {
    this.events = events;
    this.joinings = joinings;
    this.acts = acts;
    this.openCases = openCases;
    this.balances = balances;
    this.letters = letters;
    this.measures = measures;
  }

  /** One State. */
  public StateView one(Connection connection, State state, Horizon horizon) throws SQLException {
    String code = state.code();
    List<Recorded> aboutState = about(connection, state, horizon);
    Balance balance =
        balances.at(connection, code, horizon, joinings.mergedAt(connection, horizon.knownAt()));
    return new StateView(
        code,
        state.name(),
        withdrawn(aboutState),
        Memberships.of(aboutState).on(day(horizon), code).orElse(null),
        horizon.knownAt(),
        horizon.asOf().orElse(null),
        acts.ofState(
            connection,
            code,
            horizon,
            joinings.linkedAt(connection, horizon.knownAt()),
            balance.reports()),
        balance.openCases(),
        balance.persons(),
        LetterFigures.of(letters.ofState(connection, code, horizon)),
        measures.ofState(connection, code, horizon),
        Position.of(aboutState),
        laws(aboutState),
        terms(aboutState));
  }

  /** The States that are let through side by side, by code. */
  public League all(Connection connection, Horizon horizon, LeagueFilter filter)
      throws SQLException {
    Joined cases = joinings.linkedAt(connection, horizon.knownAt());
    Map<String, ActFigures> actsOf = acts.byState(connection, horizon, cases);
    Map<String, Integer> openOf = openCases.byState(connection, horizon);
    Map<String, List<Letter>> lettersOf = letters.byState(connection, horizon);
    Memberships memberships =
        Memberships.of(
            events.aboutNoCase(connection, EventType.UN_MEMBERSHIP_RECORDED, horizon.knownAt()));
    LocalDate day = day(horizon);
    List<League.Line> lines =
        State.all().stream()
            .filter(
                state ->
                    memberships.on(day, state.code()).isPresent()
                        || actsOf.containsKey(state.code())
                        || lettersOf.containsKey(state.code()))
            .map(
                state ->
                    line(
                        state,
                        memberships.on(day, state.code()).orElse(null),
                        actsOf.getOrDefault(state.code(), ActFigures.NONE),
                        openOf.getOrDefault(state.code(), 0),
                        LetterFigures.of(lettersOf.getOrDefault(state.code(), List.of()))))
            .filter(filter::includes)
            .toList();
    return new League(horizon.knownAt(), horizon.asOf().orElse(null), "reported", lines);
  }

  private static LocalDate day(Horizon horizon) {
    return LocalDate.ofInstant(horizon.at(), ZoneOffset.UTC);
  }

  private static League.Line line(
      State state, String membership, ActFigures acts, int openCases, LetterFigures letters) {
    return new League.Line(
        state.code(),
        state.name(),
        membership,
        acts.total(),
        acts.corroborated(),
        acts.bySeverity().getOrDefault(Severity.EXTREME.code(), 0),
        openCases,
        letters.sent(),
        letters.due(),
        letters.answered(),
        letters.overdue());
  }

  /** What events about the State itself say, in order. */
  private List<Recorded> about(Connection connection, State state, Horizon horizon)
      throws SQLException {
    String subject = new Subject.OfState(state).toString();
    return horizon
        .of(History.of(events.standing(connection, subject, horizon.knownAt())))
        .standing()
        .map(Entry::current)
        .toList();
  }

  private static LocalDate withdrawn(List<Recorded> events) {
    return events.stream()
        .map(event -> event.event().body())
        .filter(StateCodeRecorded.class::isInstance)
        .map(code -> ((StateCodeRecorded) code).withdrawn())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<StateView.Law> laws(List<Recorded> events) {
    return events.stream()
        .filter(event -> event.event().type() == EventType.STATE_LAW_CHANGED)
        .map(
            event -> {
              var law = (StateLawChanged) event.event().body();
              return new StateView.Law(
                  law.change().code(), event.occurredAt(), law.citation(), event.id().value());
            })
        .toList();
  }

  private static List<StateView.Term> terms(List<Recorded> events) {
    return events.stream()
        .filter(event -> event.event().type() == EventType.COUNCIL_TERM_RECORDED)
        .map(
            event -> {
              var term = (CouncilTermRecorded) event.event().body();
              return new StateView.Term(term.from(), term.to(), event.id().value());
            })
        .toList();
  }
}
