package org.tocsin.registry.defender;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.horizon.Horizon;
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
  @Operation(summary = "A defender: status over time and cases")
  public Defender one(
      @PathParam("id") UUID id,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Horizon horizon = horizons.of(connection, asOf, knownAt);
      Optional<Defender> found =
          identity.hasRole(Roles.DESK)
              ? defenders.open(connection, id, horizon, identity.getPrincipal().getName())
              : defenders.find(connection, id, horizon).map(Defender::withoutNames);
      return found.orElseThrow(
          () -> ProblemException.of(ProblemType.NOT_FOUND, "There is no defender with this id."));
    }
  }
}
