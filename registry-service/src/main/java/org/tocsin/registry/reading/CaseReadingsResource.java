package org.tocsin.registry.reading;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.service.staff.Roles;

/** Who has seen a case. Ids and codes only, so that everybody at the desk may watch over it. */
@Path("/v1/cases/{id}/readings")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ADMIN})
public class CaseReadingsResource {

  private final DataSource dataSource;
  private final Readings readings;

  CaseReadingsResource(DataSource dataSource, Readings readings) {
    this.dataSource = dataSource;
    this.readings = readings;
  }

  @GET
  @Operation(summary = "Who saw, was refused or exported a case, when and why, newest first")
  public Readings.Page ofCase(
      @PathParam("id") UUID id,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("100") int limit)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      var page = readings.ofCase(connection, id, Paging.of(after, limit));
      return new Readings.Page(
          page.readings().stream().map(Reading::withoutCases).toList(), page.next());
    }
  }
}
