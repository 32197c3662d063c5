package org.tocsin.alert.readiness;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.service.staff.Roles;

/** Whether everybody can be reached, and somebody is always there. */
@Path("/v1/readiness")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class ReadinessResource {

  private final ReadinessCheck check;
  private final Clock clock = Clock.systemUTC();

  ReadinessResource(ReadinessCheck check) {
    this.check = check;
  }

  @GET
  @Operation(summary = "Contacts without a working channel, and the next hours without anybody")
  public Readiness readiness() throws SQLException {
    return check.look(clock.instant());
  }
}
