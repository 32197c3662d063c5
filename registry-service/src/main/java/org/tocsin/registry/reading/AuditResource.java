package org.tocsin.registry.reading;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.staff.Roles;

/** What one person has seen, exported or changed, for administrators. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.ADMIN)
public class AuditResource {

  private final DataSource dataSource;
  private final Readings readings;

  AuditResource(DataSource dataSource, Readings readings) {
    this.dataSource = dataSource;
    this.readings = readings;
  }

  @GET
  @Operation(summary = "What one user, contact, partner or service did, newest first")
  public Readings.Page by(
      @QueryParam("who") String who,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("100") int limit)
      throws SQLException {
    if (who == null || who.isBlank()) {
      throw Parameters.invalid(
          "who", "Whose entries are wanted is not said.", "Give a user's name in who.");
    }
    try (var connection = dataSource.getConnection()) {
      return readings.by(connection, who, Paging.of(after, limit));
    }
  }
}
