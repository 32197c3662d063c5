package org.tocsin.registry.brief;

import io.quarkus.security.identity.SecurityIdentity;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * Briefs: for alert-service, which names the contact it asks for, for people on call, and for the
 * desk, which sends them to the UN or to a State.
 */
@Path("/v1/cases/{id}/brief")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.PEER, Roles.ON_CALL, Roles.DESK})
public class BriefsResource {

  private static final String CONTACT_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Briefs briefs;
  private final SecurityIdentity identity;

  BriefsResource(Briefs briefs, SecurityIdentity identity) {
    this.briefs = briefs;
    this.identity = identity;
  }

  @GET
  @Operation(summary = "A case in brief, for a purpose: alert, share-un or name-to-state")
  public Brief brief(
      @PathParam("id") UUID id,
      @QueryParam("purpose") @DefaultValue("") String purpose,
      @QueryParam("for") Optional<String> contact,
      @QueryParam("partner") Optional<String> partner,
      @QueryParam("including") Optional<String> including)
      throws SQLException {
    Purpose asked =
        switch (purpose) {
          case "alert" -> Purpose.ALERT;
          case "share-un" -> forDesk(Purpose.SHARE_UN);
          case "name-to-state" -> forDesk(Purpose.NAME_TO_STATE);
          default ->
              throw Briefs.invalid(
                  "purpose",
                  "For what the brief is wanted is not said.",
                  "Give alert, share-un or name-to-state.");
        };
    var request = new Request(reader(contact), true, asked, partner.map(Briefs::organisation));
    return briefs.of(id, request, asked != Purpose.NAME_TO_STATE, including);
  }

  /** Only the desk sends anything to the UN or to a State. */
  private Purpose forDesk(Purpose purpose) {
    if (!identity.hasRole(Roles.DESK)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN, "Only the desk has briefs for the UN and for States.");
    }
    return purpose;
  }

  private String reader(Optional<String> contact) {
    boolean service = identity.hasRole(Roles.PEER);
    boolean fits =
        service ? contact.filter(id -> id.matches(CONTACT_ID)).isPresent() : contact.isEmpty();
    if (!fits) {
      throw Briefs.invalid(
          "for",
          "A service names the contact it asks for; staff ask for themselves.",
          "As a service give the contact's id; as a member of staff leave it out.");
    }
    return contact.map(id -> Request.CONTACT + id).orElse(identity.getPrincipal().getName());
  }
}
