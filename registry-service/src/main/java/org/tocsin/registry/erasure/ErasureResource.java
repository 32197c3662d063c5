package org.tocsin.registry.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.registry.sealing.DestroyedKeys;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Orders that a defender's names and narrative be erased, and tells how far that has come. */
@Path("/v1/defenders/{id}/erasure")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ADMIN, Roles.DESK})
public class ErasureResource {

  static final String ORDERED = "erasure-ordered";
  private static final String ALLOWED = "new-reports-allowed";

  /** What this writes into the audit log; no reading of a file. */
  static final Set<String> ACTIONS = Set.of(ORDERED, ALLOWED);

  /**
   * An order.
   *
   * @param ground why, as a code: it outlives the erasure, so that there is no room for a name
   * @param sharedCaseKeys {@code keep} or {@code destroy}: what becomes of reasons that the desk
   *     wrote under a key of the case, in cases that other defenders share; has to be said where
   *     there are such
   */
  public record NewOrder(String ground, String sharedCaseKeys) {}

  private final DataSource dataSource;
  private final Ordering ordering;
  private final Orders orders;
  private final Progress progress;
  private final Execution execution;
  private final DestroyedKeys keys;
  private final KeyEncryption encryption;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final ObjectMapper json;
  private final Clock clock = Clock.systemUTC();

  ErasureResource(
      DataSource dataSource,
      Ordering ordering,
      Orders orders,
      Progress progress,
      Execution execution,
      DestroyedKeys keys,
      KeyEncryption encryption,
      AuditLog audit,
      SecurityIdentity identity,
      ObjectMapper json) {
    this.dataSource = dataSource;
    this.ordering = ordering;
    this.orders = orders;
    this.progress = progress;
    this.execution = execution;
    this.keys = keys;
    this.encryption = encryption;
    this.audit = audit;
    this.identity = identity;
    this.json = json;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary =
          "Order that a defender's names and narrative be made unreadable everywhere, for ever; counts stay")
  @APIResponse(responseCode = "202", description = "The order stands in the record")
  @APIResponse(
      responseCode = "400",
      description =
          "The ground is missing, or it is not said what becomes of the keys of cases that other defenders share")
  @APIResponse(responseCode = "409", description = "An order is being carried out already")
  public Response order(@PathParam("id") UUID id, NewOrder wanted) throws SQLException {
    Ordering.Taken taken = ordering.order(id, wanted, user());
    return Response.accepted(ErasureView.ordered(taken))
        .location(URI.create("/v1/defenders/" + id + "/erasure"))
        .build();
  }

  @GET
  @Operation(
      summary = "How the newest erasure of a defender stands, with its certificate when done")
  @APIResponse(responseCode = "200", description = "As it stands now")
  @APIResponse(responseCode = "404", description = "None was ordered, or not yet a second ago")
  public ErasureView state(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      ErasureOrder order = orders.newest(connection, id).orElseThrow(Ordering::unknown);
      DoneSoFar done = progress.done(connection, order);
      Progress.Noted noted = progress.noted(connection, order);
      var oldKeys = new TreeSet<>(keys.count(connection, order.owners()).epochs());
      Optional<Certificate> certificate = certificate(connection, order);
      certificate.ifPresent(one -> oldKeys.addAll(one.keyEpochs()));
      oldKeys.retainAll(encryption.epochs());
      return new ErasureView(
          order.id(),
          order.covered(),
          order.cases(),
          null,
          order.ground(),
          order.orderedBy(),
          order.orderedAt(),
          ErasureView.state(done),
          done.keysKept() + done.keysDue(),
          noted.scannedAt(),
          done.certified() ? null : noted.left(),
          progress.allowed(connection, order).isPresent() ? "allowed" : "refused",
          oldKeys,
          certificate.orElse(null));
    }
  }

  @GET
  @Path("certificate")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "The certificate of the newest erasure, to be read by people")
  @APIResponse(
      responseCode = "200",
      description = "The certificate",
      content =
          @Content(
              mediaType = MediaType.TEXT_PLAIN,
              schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "404", description = "There is none, or not yet")
  public String certificate(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      ErasureOrder order = orders.newest(connection, id).orElseThrow(Ordering::unknown);
      return certificate(connection, order).orElseThrow(Ordering::unknown).text();
    }
  }

  @POST
  @Path("new-reports")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary =
          "Allow partners to report of the defender again, under new keys; what was erased stays erased")
  @APIResponse(responseCode = "202", description = "In force on all instances within seconds")
  @APIResponse(responseCode = "409", description = "The erasure is not certified yet")
  public Response allow(@PathParam("id") UUID id) throws SQLException {
    ErasureOrder order;
    try (Connection connection = dataSource.getConnection()) {
      order = orders.newest(connection, id).orElseThrow(Ordering::unknown);
      ordering.requireNoneUnderWay(connection, id);
    }
    audit.append(user(), ALLOWED, "defender/" + id);
    try {
      for (String owner : order.defenders()) {
        execution.append(ErasureMark.erased(owner, order.orderedAt()).allowing(clock.instant()));
      }
    } catch (CompletionException failed) {
      throw new ProblemException(
              Problem.of(
                  ProblemType.UNAVAILABLE,
                  "It is not known whether new reports are allowed now. Try again: twice does no harm."))
          .with("Retry-After", "5");
    }
    return Response.accepted().build();
  }

  private Optional<Certificate> certificate(Connection connection, ErasureOrder order)
      throws SQLException {
    return progress.certificate(connection, order).map(this::read);
  }

  private Certificate read(String text) {
    try {
      return json.readValue(text, Certificate.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the log holds a certificate that cannot be read");
    }
  }

  private String user() {
    return identity.getPrincipal().getName();
  }
}
