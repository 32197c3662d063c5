package org.tocsin.registry.defender;

import io.quarkus.security.identity.SecurityIdentity;
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
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** One defender. Names are for the desk only. */
@Path("/v1/defenders")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.ADMIN})
public class DefendersResource {

  private final DataSource dataSource;
  private final Defenders defenders;
  private final Horizons horizons;
  private final SecurityIdentity identity;

  DefendersResource(
      DataSource dataSource, Defenders defenders, Horizons horizons, SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.defenders = defenders;
    this.horizons = horizons;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(
      summary =
          "A defender, under all ids that the desk has merged: status over time and cases; its ETag is what a decision must bring back")
  @APIResponse(
      responseCode = "200",
      headers = @Header(name = "ETag", description = "For If-Match of the next decision"),
      content = @Content(schema = @Schema(implementation = DefenderPage.class)))
  public Response one(
      @PathParam("id") UUID id,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      DefenderParts parts = defenders.parts(connection, id, horizons.of(connection, asOf, knownAt));
      if (!parts.isKnown()) {
        throw ProblemException.of(ProblemType.NOT_FOUND, "There is no defender with this id.");
      }
      var request =
          Request.ofStaff(
              identity.getPrincipal().getName(), identity.hasRole(Roles.DESK), Purpose.DESK_WORK);
      return Response.ok(defenders.open(connection, parts, request))
          .header(HttpHeaders.ETAG, parts.tag().toString())
          .build();
    }
  }
}
