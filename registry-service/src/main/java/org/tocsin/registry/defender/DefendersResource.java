package org.tocsin.registry.defender;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
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
  private final SecurityIdentity identity;

  DefendersResource(DataSource dataSource, Defenders defenders, SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.defenders = defenders;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A defender: status over time and cases")
  public DefenderPage one(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      var request =
          Request.ofStaff(
              identity.getPrincipal().getName(), identity.hasRole(Roles.DESK), Purpose.DESK_WORK);
      return defenders
          .open(connection, id, request)
          .orElseThrow(
              () ->
                  ProblemException.of(ProblemType.NOT_FOUND, "There is no defender with this id."));
    }
  }
}
