package org.tocsin.registry.publication;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** The cases of a State for publication, as far as the people concerned have consented to it. */
@Path("/v1/states/{code}/cases")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.DESK)
public class PublicationResource {

  private static final int PAGE = 500;

  /**
   * One page of them.
   *
   * @param purpose for what it may be used
   * @param cases in no order that tells anything
   * @param leftOut how many cases of this page are left out for want of consent, or as only some
   *     may know of them
   * @param pages how many pages there are
   */
  public record Publication(
      String state, String purpose, List<PublishedCase> cases, int leftOut, int page, int pages) {

    public Publication {
      cases = List.copyOf(cases);
    }
  }

  private final DataSource dataSource;
  private final EventStore events;
  private final Reports reports;
  private final Disclosure disclosure;
  private final SecurityIdentity identity;

  PublicationResource(
      DataSource dataSource,
      EventStore events,
      Reports reports,
      Disclosure disclosure,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.events = events;
    this.reports = reports;
    this.disclosure = disclosure;
    this.identity = identity;
  }

  @GET
  @Operation(summary = "Cases for publication: purpose public-unnamed or public-named")
  public Publication cases(
      @PathParam("code") String code,
      @QueryParam("purpose") @DefaultValue("") String purpose,
      @QueryParam("page") @DefaultValue("1") int page)
      throws SQLException {
    Purpose asked = purpose(purpose);
    String state =
        State.of(code)
            .map(State::code)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemType.NOT_FOUND, "There is no State with this code."));
    var request = Request.ofStaff(identity.getPrincipal().getName(), true, asked);
    try (Connection connection = dataSource.getConnection()) {
      List<UUID> all = reports.casesOfState(connection, state, Horizon.EVERYTHING);
      Map<UUID, List<Recorded>> stored = new TreeMap<>();
      for (UUID id : all.stream().skip((Math.max(1L, page) - 1) * PAGE).limit(PAGE).toList()) {
        stored.put(id, events.standing(connection, id.toString()));
      }
      Disclosed disclosed = disclosure.many(connection, request, "state/" + state, stored);
      return new Publication(
          state,
          asked.code(),
          disclosed.cases().values().stream().map(shown -> PublishedCase.of(shown, state)).toList(),
          disclosed.withheld(),
          Math.max(1, page),
          Math.max(1, Math.ceilDiv(all.size(), PAGE)));
    }
  }

  private static Purpose purpose(String code) {
    return switch (code) {
      case "public-unnamed" -> Purpose.PUBLIC_UNNAMED;
      case "public-named" -> Purpose.PUBLIC_NAMED;
      default ->
          throw ProblemException.of(
              ProblemType.INVALID_REQUEST,
              "A query parameter is not as it has to be.",
              List.of(
                  Fault.inParameter(
                      "purpose",
                      "parameter",
                      "For what the cases are wanted is not said.",
                      "Give public-unnamed or public-named.")));
    };
  }
}
