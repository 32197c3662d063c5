package org.tocsin.registry.state;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.horizon.Horizons;
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
  private final States states;
  private final Horizons horizons;

  StatesResource(DataSource dataSource, States states, Horizons horizons) {
    this.dataSource = dataSource;
    this.states = states;
    this.horizons = horizons;
  }

  @GET
  @Operation(
      summary =
          "Every member and observer of the United Nations, and every other State of which an act is reported")
  public League all(@QueryParam("asOf") String asOf, @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return states.all(connection, horizons.of(connection, asOf, knownAt));
    }
  }

  @GET
  @Produces(LeagueFile.MEDIA_TYPE)
  @Operation(summary = "The same as a file for spreadsheets, with its times in every line")
  public Response file(@QueryParam("asOf") String asOf, @QueryParam("knownAt") String knownAt)
      throws SQLException {
    League league = all(asOf, knownAt);
    String name = "tocsin-states-" + league.knownAt().toString().replaceAll("[:.]", "-") + ".csv";
    return Response.ok(LeagueFile.csv(league))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }

  @GET
  @Path("{code}")
  @Operation(
      summary =
          "One State: acts, open cases, persons by status, communications, accountability, positions, laws, terms")
  public StateView one(
      @PathParam("code") String code,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt)
      throws SQLException {
    State state = state(code);
    try (Connection connection = dataSource.getConnection()) {
      return states.one(connection, state, horizons.of(connection, asOf, knownAt));
    }
  }

  private static State state(String code) {
    return State.of(code)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemType.NOT_FOUND,
                    "There is no such State. Give its ISO 3166-1 alpha-2 code in capital letters, such as CH."));
  }
}
