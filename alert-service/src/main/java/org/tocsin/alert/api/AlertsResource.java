package org.tocsin.alert.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** The staff's view of alerts, and the one step that says: a human has it. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.DESK, Roles.OPS, Roles.ADMIN})
public class AlertsResource {

  private static final int MOST = 1_000;

  private final AlertViews views;
  private final Timeline timeline;
  private final SecurityIdentity identity;

  AlertsResource(AlertViews views, Timeline timeline, SecurityIdentity identity) {
    this.views = views;
    this.timeline = timeline;
    this.identity = identity;
  }

  @GET
  @Operation(
      summary = "The newest alerts, newest first",
      description =
          "Those of a case, those that a digest told of, those folded into a storm, those that a silence covered, those that still escalate.")
  public List<AlertView> newest(
      @QueryParam("case") UUID caseId,
      @QueryParam("digest") UUID digest,
      @QueryParam("storm") UUID storm,
      @QueryParam("silence") UUID silence,
      @QueryParam("open") @DefaultValue("false") boolean open,
      @QueryParam("limit") @DefaultValue("50") int limit)
      throws SQLException {
    return views.newest(
        new AlertViews.Filter(caseId, digest, storm, silence, open), Math.clamp(limit, 1, MOST));
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One alert, by id or reference")
  public AlertView one(@PathParam("id") String id) throws SQLException {
    return views
        .find(id)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemType.NOT_FOUND, "There is no alert with this id or reference."));
  }

  @GET
  @Path("{id}/timeline")
  @Operation(
      summary = "Who was told what of an alert, when, and what came back; the first first",
      description =
          "Ids, codes and times: never an address or a name. text says each entry in plain English.")
  public List<TimelineEntry> timeline(@PathParam("id") String id) throws SQLException {
    return timeline.of(one(id).id());
  }

  @POST
  @Path("{id}/acknowledgement")
  @RolesAllowed(Roles.ON_CALL)
  @Operation(summary = "Acknowledge an alert; doing so again changes nothing")
  public AlertView acknowledge(@PathParam("id") String id) throws SQLException {
    AlertView alert = one(id);
    views.acknowledge(alert.id(), identity.getPrincipal().getName(), Instant.now());
    return one(id);
  }
}
