package org.tocsin.alert.beat;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.service.staff.Roles;

/** Which beats are expected, and which are missed. */
@Path("/v1/beats")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class BeatsResource {

  private final BeatWatch watch;

  BeatsResource(BeatWatch watch) {
    this.watch = watch;
  }

  @GET
  @Operation(
      summary = "Beats that are expected, and since when they are missed",
      description =
          "Of the regular test message by each channel, and of partners that announce themselves to intake.")
  public List<BeatView> all() throws SQLException {
    return watch.standing().entrySet().stream()
        .map(one -> BeatView.of(one.getKey(), one.getValue()))
        .toList();
  }
}
