package org.tocsin.registry.rebuild;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Builds the registry's tables anew, and tells how far that has come. */
@Path("/v1/rebuild")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.OPS, Roles.ADMIN})
public class RebuildResource {

  private final Rebuild rebuild;
  private final AuditLog audit;
  private final SecurityIdentity identity;

  RebuildResource(Rebuild rebuild, AuditLog audit, SecurityIdentity identity) {
    this.rebuild = rebuild;
    this.audit = audit;
    this.identity = identity;
  }

  @GET
  @Operation(summary = "How far the last rebuild of this instance has come")
  public RebuildProgress progress() {
    return rebuild.progress();
  }

  @POST
  @Operation(
      summary = "Compute all tables anew from the log, beside the live ones, and then switch")
  @APIResponse(responseCode = "202", description = "It has begun; reads go on")
  @APIResponse(responseCode = "409", description = "It is under way")
  public Response start() {
    audit.append(identity.getPrincipal().getName(), "rebuild-started", "registry");
    if (!rebuild.start()) {
      throw ProblemException.of(
          ProblemType.CONFLICT, "The tables are being built already. GET tells how far it is.");
    }
    return Response.accepted(rebuild.progress()).build();
  }
}
