package org.tocsin.registry.state;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** What is reported of each State. Figures only: nothing here names a person. */
@Path("/v1/states")
@Produces({MediaType.APPLICATION_JSON, Format.CSV})
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class StatesResource {

  private static final String DOWNLOAD =
      "true for a file to keep, whose name says for when it was computed";
  private static final String WITH_ACTS =
      "true for States of which an act is reported, false for the others";

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
          "Every member and observer of the United Nations, and every other State of which an act is reported",
      description =
          "As text/csv a file for spreadsheets, of which every line says for which times it was computed.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = League.class)),
        @Content(mediaType = Format.CSV, schema = @Schema(implementation = String.class))
      })
  public Response all(
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt,
      @Parameter(description = "Of the United Nations: member, observer or none")
          @QueryParam("membership")
          String membership,
      @Parameter(description = WITH_ACTS, schema = @Schema(implementation = Boolean.class))
          @QueryParam("withActs")
          String withActs,
      @Parameter(description = DOWNLOAD, schema = @Schema(implementation = Boolean.class))
          @QueryParam("download")
          String download,
      @Context HttpHeaders headers)
      throws SQLException {
    Format format = Format.of(headers.getAcceptableMediaTypes(), download);
    League league = league(asOf, knownAt, LeagueFilter.of(membership, withActs));
    return format.answer(league, () -> LeagueFile.csv(league), "states", league.knownAt());
  }

  @GET
  @Path("{code}")
  @Operation(
      summary =
          "One State: acts, open cases, persons by status, communications, accountability, positions, laws, terms",
      description =
          "As text/csv its figures for spreadsheets, a line for each number, which says for which times it was computed.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = StateView.class)),
        @Content(mediaType = Format.CSV, schema = @Schema(implementation = String.class))
      })
  public Response one(
      @PathParam("code") String code,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt,
      @Parameter(description = DOWNLOAD, schema = @Schema(implementation = Boolean.class))
          @QueryParam("download")
          String download,
      @Context HttpHeaders headers)
      throws SQLException {
    Format format = Format.of(headers.getAcceptableMediaTypes(), download);
    StateView view = view(code, asOf, knownAt);
    return format.answer(view, () -> StateFile.csv(view), "state-" + view.code(), view.knownAt());
  }

  private League league(String asOf, String knownAt, LeagueFilter filter) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return states.all(connection, horizons.of(connection, asOf, knownAt), filter);
    }
  }

  private StateView view(String code, String asOf, String knownAt) throws SQLException {
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
