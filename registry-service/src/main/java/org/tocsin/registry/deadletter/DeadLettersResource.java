package org.tocsin.registry.deadletter;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.staff.Roles;

/** Which records no service could read or handle. Ids and codes only. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.OPS})
public class DeadLettersResource {

  private static final int MOST = 500;

  private final DataSource dataSource;
  private final LetterTable letters;

  DeadLettersResource(DataSource dataSource, LetterTable letters) {
    this.dataSource = dataSource;
    this.letters = letters;
  }

  @GET
  @Operation(summary = "Records that could not be processed, by reference and reason, newest first")
  public Letters.Page page(
      @QueryParam("after") String after, @QueryParam("limit") @DefaultValue("100") int limit)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return letters.page(connection, place(after), Math.clamp(limit, 1, MOST));
    }
  }

  private static long place(String after) {
    return Parameters.read("after", after, "the next of the page before", DeadLettersResource::of)
        .orElse(Long.MAX_VALUE);
  }

  private static Optional<Long> of(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
