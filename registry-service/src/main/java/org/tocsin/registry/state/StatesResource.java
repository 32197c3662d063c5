package org.tocsin.registry.state;

import static java.util.stream.Collectors.groupingBy;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.CouncilTermRecorded;
import org.tocsin.events.EventType;
import org.tocsin.events.StateLawChanged;
import org.tocsin.events.Subject;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.casefile.CaseTables;
import org.tocsin.registry.casefile.ReportedAct;
import org.tocsin.registry.casefile.SameActs;
import org.tocsin.registry.defender.Defender;
import org.tocsin.registry.defender.Defenders;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.resolution.Position;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** What is reported of each State. Figures only: nothing here names a person. */
@Path("/v1/states")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class StatesResource {

  private final DataSource dataSource;
  private final EventStore events;
  private final CaseTables cases;
  private final Defenders defenders;
  private final Clock clock = Clock.systemUTC();

  StatesResource(DataSource dataSource, EventStore events, CaseTables cases, Defenders defenders) {
    this.dataSource = dataSource;
    this.events = events;
    this.cases = cases;
    this.defenders = defenders;
  }

  @GET
  @Operation(
      summary =
          "Every member and observer of the United Nations, and every other State of which an act is reported")
  public List<StateView.Line> all() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      LocalDate today = LocalDate.now(clock);
      Memberships memberships =
          Memberships.of(events.aboutNoCase(connection, EventType.UN_MEMBERSHIP_RECORDED));
      Map<String, List<ReportedAct>> acts =
          cases.allActs(connection).stream().collect(groupingBy(ReportedAct::state));
      var open = new TreeMap<String, Integer>();
      cases.allCases(connection).stream()
          .filter(CaseTables.Summary::open)
          .forEach(one -> one.states().forEach(state -> open.merge(state, 1, Integer::sum)));
      return State.all().stream()
          .filter(
              state ->
                  memberships.on(today, state.code()).isPresent() || acts.containsKey(state.code()))
          .map(
              state ->
                  new StateView.Line(
                      state.code(),
                      state.name(),
                      memberships.on(today, state.code()).orElse(null),
                      SameActs.group(acts.getOrDefault(state.code(), List.of())).size(),
                      open.getOrDefault(state.code(), 0)))
          .toList();
    }
  }

  @GET
  @Path("{code}")
  @Operation(summary = "One State: acts, open cases, persons by status, positions, laws, terms")
  public StateView one(@PathParam("code") String code) throws SQLException {
    State state =
        State.of(code)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemType.NOT_FOUND,
                        "There is no such State. Give its ISO 3166-1 alpha-2 code in capital letters, such as CH."));
    try (Connection connection = dataSource.getConnection()) {
      List<CaseTables.Summary> ofState = cases.casesOfState(connection, code);
      List<Recorded> aboutState =
          History.of(events.standing(connection, new Subject.OfState(state).toString()))
              .standing()
              .map(Entry::current)
              .toList();
      return new StateView(
          code,
          state.name(),
          Memberships.of(aboutState).on(LocalDate.now(clock), code).orElse(null),
          ActFigures.of(cases.actsOfState(connection, code)),
          (int) ofState.stream().filter(CaseTables.Summary::open).count(),
          personsByStatus(connection, ofState),
          Position.of(aboutState),
          laws(aboutState),
          terms(aboutState));
    }
  }

  private Map<String, Integer> personsByStatus(
      Connection connection, List<CaseTables.Summary> ofState) throws SQLException {
    var ids = new HashSet<UUID>();
    ofState.forEach(one -> ids.addAll(one.defenders()));
    var counts = new TreeMap<String, Integer>();
    for (Defender defender : defenders.find(connection, ids)) {
      if (defender.isPerson() && defender.status() != null) {
        counts.merge(defender.status(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static List<StateView.Law> laws(List<Recorded> events) {
    return events.stream()
        .filter(event -> event.event().type() == EventType.STATE_LAW_CHANGED)
        .map(
            event -> {
              var law = (StateLawChanged) event.event().body();
              return new StateView.Law(law.change().code(), law.citation(), event.id().value());
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
