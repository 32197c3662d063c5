package org.tocsin.intake.followup;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.staff.Roles;

/** What became of a partner's events of one case, as the registry has it. */
@Path("/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PARTNER)
@RunOnVirtualThread
public class CaseFollowUpResource {

  private static final int LONGEST_REFERENCE = 200;

  private final Registry registry;
  private final IdentityKey identities;
  private final SecurityIdentity identity;

  CaseFollowUpResource(Registry registry, IdentityKey identities, SecurityIdentity identity) {
    this.registry = registry;
    this.identities = identities;
    this.identity = identity;
  }

  @GET
  @Path("{caseRef}")
  @Operation(
      operationId = "followCase",
      summary = "What became of your events of one case",
      description =
          "By your own reference or by the caseId of an answer. Prefer the caseId: addresses may end in logs of networks on the way.")
  @APIResponse(responseCode = "200", description = "As the registry has it now")
  @APIResponse(responseCode = "404", description = "You have sent nothing of such a case")
  @APIResponse(responseCode = "503", description = "The registry does not answer; ask again")
  public Response ofCase(@PathParam("caseRef") String caseRef) {
    if (caseRef.isBlank() || caseRef.length() > LONGEST_REFERENCE) {
      throw Registry.unknown();
    }
    Organisation organisation = Caller.of(identity).organisation();
    return registry
        .ask(organisation, "cases/" + identities.caseId(organisation, caseRef))
        .or(() -> byId(organisation, caseRef))
        .map(found -> Response.ok(found).build())
        .orElseThrow(Registry::unknown);
  }

  private Optional<String> byId(Organisation organisation, String text) {
    return Subject.of(text).filter(Subject.OfCase.class::isInstance).isPresent()
        ? registry.ask(organisation, "cases/" + text)
        : Optional.empty();
  }
}
