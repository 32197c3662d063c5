package org.tocsin.registry.submission;

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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.Origin;
import org.tocsin.events.identity.Organisation;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.sealing.LostParts;
import org.tocsin.service.deadline.Deadlines;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * What became of a partner's events, for intake-service, which has checked whose API key it is.
 * Nothing here needs a sealed part.
 */
@Path("/v1/submissions/{organisation}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.PEER)
public class SubmissionsResource {

  /**
   * A case with what the partner has sent of it.
   *
   * @param open whether nobody has closed it
   * @param events in the order in which things happened; corrections and retractions after them
   */
  public record CaseOfPartner(UUID caseId, boolean open, List<SubmissionView> events) {}

  private final DataSource dataSource;
  private final EventStore events;
  private final Deadlines deadlines;
  private final Clock clock = Clock.systemUTC();

  SubmissionsResource(DataSource dataSource, EventStore events, Deadlines deadlines) {
    this.dataSource = dataSource;
    this.events = events;
    this.deadlines = deadlines;
  }

  @GET
  @Path("events/{id}")
  @Operation(summary = "What became of one event of a partner")
  public SubmissionView event(
      @PathParam("organisation") String organisation, @PathParam("id") String id)
      throws SQLException {
    String origin = origin(organisation);
    try (Connection connection = dataSource.getConnection()) {
      List<Recorded> contents =
          events.withId(connection, origin, id).stream().sorted(Recorded.FIRST).toList();
      if (contents.isEmpty()) {
        throw unknown();
      }
      String subject = contents.getFirst().event().header().subject().toString();
      // Other contents may name another case: all of them are told here.
      List<Instant> others = contents.stream().skip(1).map(Recorded::recordedAt).toList();
      return views(connection, origin, subject)
          .filter(view -> view.id().equals(id))
          .findFirst()
          .map(view -> view.withConflicts(others))
          .orElseThrow(SubmissionsResource::unknown);
    }
  }

  @GET
  @Path("cases/{caseId}")
  @Operation(summary = "What became of a partner's events of one case")
  public CaseOfPartner ofCase(
      @PathParam("organisation") String organisation, @PathParam("caseId") UUID caseId)
      throws SQLException {
    String origin = origin(organisation);
    try (Connection connection = dataSource.getConnection()) {
      List<SubmissionView> views = views(connection, origin, caseId.toString()).toList();
      if (views.isEmpty()) {
        throw unknown();
      }
      var file = CaseFile.of(History.of(events.standing(connection, caseId.toString())));
      return new CaseOfPartner(caseId, file.open(), views);
    }
  }

  private Stream<SubmissionView> views(Connection connection, String origin, String subject)
      throws SQLException {
    List<Recorded> standing = events.standing(connection, subject);
    History history = History.of(standing);
    LostParts lost = LostParts.of(connection, standing);
    Map<String, List<Instant>> conflicts = conflicts(connection, origin, subject);
    Map<String, Letter> letters =
        Letter.of(history, deadlines, clock.instant()).stream()
            .collect(Collectors.toMap(Letter::eventId, letter -> letter, (one, other) -> one));
    Map<String, SubmissionView> amendments = new HashMap<>();
    history
        .unapplied()
        .forEach(
            u ->
                amendments.put(
                    u.event().id().value(),
                    SubmissionView.of(
                        u, of(conflicts, u.event().id().value()), lost.flag(u.event()))));
    history.entries().stream()
        .flatMap(entry -> Stream.concat(entry.corrections().stream(), entry.retraction().stream()))
        .forEach(
            applied ->
                amendments.put(
                    applied.id().value(),
                    SubmissionView.applied(
                        applied, of(conflicts, applied.id().value()), lost.flag(applied))));
    return Stream.concat(
        history.entries().stream()
            .filter(entry -> entry.reported().origin().equals(origin))
            .map(
                entry ->
                    SubmissionView.of(
                        entry,
                        of(conflicts, id(entry)),
                        letters.get(id(entry)),
                        lost.flag(entry.reported()))),
        standing.stream()
            .filter(event -> event.origin().equals(origin))
            .sorted()
            .map(event -> Optional.ofNullable(amendments.get(event.id().value())))
            .flatMap(Optional::stream));
  }

  /**
   * When other contents came under the ids of these events. One that names another case is found
   * there, not here.
   */
  private Map<String, List<Instant>> conflicts(Connection connection, String origin, String subject)
      throws SQLException {
    return events.conflicting(connection, subject).stream()
        .filter(event -> event.origin().equals(origin))
        .sorted(Recorded.FIRST)
        .collect(
            Collectors.groupingBy(
                event -> event.id().value(),
                Collectors.mapping(Recorded::recordedAt, Collectors.toList())));
  }

  private static List<Instant> of(Map<String, List<Instant>> conflicts, String id) {
    return conflicts.getOrDefault(id, List.of());
  }

  private static String id(Entry entry) {
    return entry.reported().id().value();
  }

  private static String origin(String organisation) {
    try {
      return new Origin.Partner(new Organisation(organisation)).toString();
    } catch (IllegalArgumentException notAnId) {
      throw unknown();
    }
  }

  private static ProblemException unknown() {
    return ProblemException.of(
        ProblemType.NOT_FOUND,
        "Your organisation has sent no such event, or it is not visible yet: that takes about a second.");
  }
}
