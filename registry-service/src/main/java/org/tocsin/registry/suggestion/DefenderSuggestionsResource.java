package org.tocsin.registry.suggestion;

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
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.service.staff.Roles;

/** Who may be the same as one defender, for the desk, which may read the names. */
@Path("/v1/defenders/{id}/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.DESK)
public class DefenderSuggestionsResource {

  private final DataSource dataSource;
  private final Suggestions suggestions;
  private final SecurityIdentity identity;

  DefenderSuggestionsResource(
      DataSource dataSource, Suggestions suggestions, SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.suggestions = suggestions;
    this.identity = identity;
  }

  @GET
  @Operation(
      summary =
          "Who may be the same as this defender, compared name by name; opens the names of all of them, which is audited")
  public List<SuggestionView> ofOne(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return suggestions.compare(
          connection,
          id,
          Request.ofStaff(
              identity.getPrincipal().getName(), identity.hasRole(Roles.DESK), Purpose.DESK_WORK));
    }
  }
}
