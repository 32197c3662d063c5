package org.tocsin.alert.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** The plan over REST: what holds, what has held, and replacing it. */
@Path("/v1/alerting-plan")
@Blocking
@RolesAllowed({Roles.OPS, Roles.ADMIN})
public class PlanResource {

  private static final String YAML = "application/yaml";
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");
  private static final int MOST_VERSIONS = 200;

  private final Plans plans;
  private final PlanStore store;
  private final PlanWatch watch;
  private final DataSource dataSource;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final Clock clock = Clock.systemUTC();

  PlanResource(
      Plans plans,
      PlanStore store,
      PlanWatch watch,
      DataSource dataSource,
      AuditLog audit,
      SecurityIdentity identity) {
    this.plans = plans;
    this.store = store;
    this.watch = watch;
    this.dataSource = dataSource;
    this.audit = audit;
    this.identity = identity;
  }

  /**
   * Which plan holds.
   *
   * @param fileHolds whether it is the one in the file; null where there is no file
   * @param rejected the file, if it was not taken
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(
      long version,
      String source,
      String appliedBy,
      Instant appliedAt,
      Boolean fileHolds,
      RejectedView rejected) {}

  /** A file that was not taken. */
  public record RejectedView(Instant since, List<Fault> errors) {}

  /** A plan that holds or has held. */
  public record VersionView(long version, String source, String appliedBy, Instant appliedAt) {}

  @GET
  @Produces(YAML)
  @Operation(summary = "The plan that holds, as it was written")
  @APIResponse(
      responseCode = "200",
      description = "The plan",
      headers = @Header(name = "ETag", description = "For If-Match"),
      content = @Content(mediaType = YAML, schema = @Schema(implementation = String.class)))
  public Response plan() {
    return answer(Response.ok(), plans.stored().orElseThrow());
  }

  @PUT
  @Consumes({YAML, "application/x-yaml", "text/yaml"})
  @Produces(YAML)
  @Operation(summary = "Replace the plan; one with a mistake changes nothing")
  @APIResponse(
      responseCode = "200",
      description = "The plan that holds now",
      headers = @Header(name = "ETag", description = "For If-Match"),
      content = @Content(mediaType = YAML, schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "400", description = "The plan has mistakes: each with line and fix")
  @APIResponse(responseCode = "412", description = "Another plan holds by now")
  @APIResponse(
      responseCode = "428",
      description = "If-Match is missing, or holds no ETag of a plan")
  public Response replace(@HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String text)
      throws SQLException {
    long seen = tag(ifMatch);
    var reading = PlanFile.read(text);
    if (reading.plan().isEmpty()) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST,
          "The plan that held still holds. Correct what is named below.",
          reading.flaws().stream().map(Flaw::fault).toList());
    }
    String by = identity.getPrincipal().getName();
    audit.append(by, "alerting-plan-replaced", "alerting-plan/" + (seen + 1));
    StoredPlan stored =
        plans
            .apply(text, Optional.of(seen), by, clock.instant())
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemType.CHANGED_MEANWHILE,
                        "Another plan holds by now, and yours was not taken. Read it, then decide."));
    return answer(Response.ok(), stored);
  }

  @GET
  @Path("status")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Which plan holds, and what is wrong with the file if it was not taken")
  public Status status() {
    StoredPlan stored = plans.stored().orElseThrow();
    return new Status(
        stored.version(),
        stored.source(),
        stored.appliedBy(),
        stored.appliedAt(),
        watch.fileHolds().orElse(null),
        watch
            .rejected()
            .map(
                rejected ->
                    new RejectedView(
                        rejected.since(), rejected.flaws().stream().map(Flaw::fault).toList()))
            .orElse(null));
  }

  @GET
  @Path("versions")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The newest 200 plans that have held, newest first")
  public List<VersionView> versions() throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return store.newest(connection, MOST_VERSIONS).stream()
          .map(
              plan ->
                  new VersionView(
                      plan.version(), plan.source(), plan.appliedBy(), plan.appliedAt()))
          .toList();
    }
  }

  @GET
  @Path("versions/{version}")
  @Produces(YAML)
  @Operation(summary = "A plan that holds or has held, as it was written")
  @APIResponse(
      responseCode = "200",
      description = "The plan",
      headers = @Header(name = "ETag", description = "For If-Match"),
      content = @Content(mediaType = YAML, schema = @Schema(implementation = String.class)))
  public Response version(@PathParam("version") long version) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      StoredPlan plan =
          store
              .find(connection, version)
              .orElseThrow(
                  () ->
                      ProblemException.of(
                          ProblemType.NOT_FOUND, "No plan has this version number."));
      return answer(Response.ok(), plan);
    }
  }

  private static Response answer(Response.ResponseBuilder response, StoredPlan plan) {
    return response
        .type(YAML)
        .header(HttpHeaders.ETAG, "\"" + plan.version() + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(plan.text())
        .build();
  }

  private static long tag(String ifMatch) {
    Matcher form = TAG.matcher(ifMatch == null ? "" : ifMatch.strip());
    if (!form.matches()) {
      throw ProblemException.of(
          ProblemType.PRECONDITION_REQUIRED,
          "Read the plan, then send the new one with its ETag in the header If-Match. Nothing was changed.",
          List.of(
              Fault.inHeader(
                  HttpHeaders.IF_MATCH,
                  "required",
                  "This header is missing, or holds no ETag of a plan.",
                  "Send the ETag of GET /v1/alerting-plan, with its quotes.")));
    }
    return Long.parseLong(form.group(1));
  }
}
