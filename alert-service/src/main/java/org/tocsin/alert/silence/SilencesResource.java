package org.tocsin.alert.silence;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.log.AuditEntry;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * Silences: set and ended here, and by themselves. Who did it stands in the audit log before it is
 * in force, why stands with the silence.
 */
@Path("/v1/silences")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.DESK, Roles.OPS, Roles.ADMIN})
public class SilencesResource {

  private static final int MOST = 1_000;

  private final DataSource dataSource;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final Clock clock = Clock.systemUTC();

  SilencesResource(DataSource dataSource, AuditLog audit, SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.audit = audit;
    this.identity = identity;
  }

  @GET
  @Operation(
      summary = "Silences, the last to end first: those in force, then those that have ended")
  public List<SilenceView> all(@QueryParam("limit") @DefaultValue("100") int limit)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      var views = new ArrayList<SilenceView>();
      for (Silence silence : Silences.newest(connection, Math.clamp(limit, 1, MOST))) {
        views.add(view(connection, silence, clock.instant()));
      }
      return views;
    }
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One silence")
  public SilenceView one(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return view(connection, find(connection, id), clock.instant());
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.ON_CALL, Roles.ADMIN})
  @Operation(
      summary = "Keep some alerts from waking anybody for a time",
      description =
          """
          Covers alerts that agree in all of state, actType, partner, caseId and severity that are given (at least one). \
          until is required and at most 31 days away; from is now unless given. Extreme alerts are covered only with \
          includesExtreme true. The reason is read by all staff: put no names in it. What is covered is recorded as ever, \
          shows the silence, and is told of in the next daily digest.""")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              example =
                  "{\"state\": \"LI\", \"actType\": \"raid\", \"until\": \"2026-11-25T18:00:00Z\", \"reason\": \"training day\"}",
              schema = @Schema(implementation = Object.class)))
  @APIResponse(
      responseCode = "201",
      description = "In force from now or from its beginning on",
      content = @Content(schema = @Schema(implementation = SilenceView.class)))
  @APIResponse(responseCode = "400", description = "It cannot be one; every fault is named")
  public Response set(byte[] body) throws SQLException {
    Instant now = clock.instant();
    Silence silence =
        SilenceRequest.read(
            StrictJson.object(body, 0, body.length),
            UUID.randomUUID(),
            identity.getPrincipal().getName(),
            now);
    audit.append(
        entry("silence-set", silence.id()).giving(silence.until(), List.of(), Optional.empty()));
    try (Connection connection = dataSource.getConnection()) {
      Silences.insert(connection, silence, now);
    }
    return Response.created(URI.create("/v1/silences/" + silence.id()))
        .entity(SilenceView.of(silence, 0, now))
        .build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed({Roles.ON_CALL, Roles.ADMIN})
  @Operation(summary = "End a silence now; it stays in the list. Doing so again changes nothing")
  public SilenceView end(@PathParam("id") UUID id) throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = dataSource.getConnection()) {
      if (now.isBefore(find(connection, id).end())) {
        audit.append(entry("silence-ended", id));
        Silences.end(connection, id, identity.getPrincipal().getName(), now);
      }
      return view(connection, find(connection, id), now);
    }
  }

  private AuditEntry entry(String action, UUID id) {
    return AuditEntry.of(identity.getPrincipal().getName(), action, "silence/" + id);
  }

  private static Silence find(Connection connection, UUID id) throws SQLException {
    return Silences.find(connection, id)
        .orElseThrow(
            () -> ProblemException.of(ProblemType.NOT_FOUND, "There is no silence with this id."));
  }

  private static SilenceView view(Connection connection, Silence silence, Instant now)
      throws SQLException {
    return SilenceView.of(silence, Silences.covered(connection, silence.id()), now);
  }
}
