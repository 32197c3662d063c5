package org.tocsin.registry.brief;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.identity.Organisation;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.service.staff.Roles;

/**
 * What a partner sees of a case that others report, for intake-service, which has checked whose API
 * key it is. Needs the defender's consent to {@code share-partners}.
 */
@Path("/v1/shared/{organisation}/cases/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.PEER)
public class SharedCasesResource {

  private final Briefs briefs;

  SharedCasesResource(Briefs briefs) {
    this.briefs = briefs;
  }

  @GET
  @Operation(summary = "A case in brief, for a partner with which it is shared")
  public Brief shared(@PathParam("organisation") String organisation, @PathParam("id") UUID id)
      throws SQLException {
    Organisation partner = Briefs.organisation(organisation);
    return briefs.of(
        id,
        new Request(Request.PARTNER + partner, true, Purpose.SHARE_PARTNERS, Optional.of(partner)),
        true,
        Optional.empty());
  }
}
