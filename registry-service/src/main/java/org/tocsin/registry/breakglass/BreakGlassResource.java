package org.tocsin.registry.breakglass;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.reading.AuditTable;
import org.tocsin.registry.reading.Readings;
import org.tocsin.service.log.AuditEntry;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * An emergency: somebody who is not on a case's list opens it for a limited time. That stands in
 * the audit log first, from where alert-service tells those concerned.
 */
@Path("/v1/cases/{id}/break-glass")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.ADMIN})
public class BreakGlassResource {

  private static final int MAX_REASON = 2_000;

  /** Why; it may name people, and is kept sealed. */
  public record Emergency(String reason) {}

  /**
   * What is open now.
   *
   * @param until when it closes again
   * @param told users who are told, besides ops
   * @param reasonKept false where the people of the case were erased
   */
  public record Opened(Instant until, List<String> told, boolean reasonKept) {

    public Opened {
      told = List.copyOf(told);
    }
  }

  /** One time that the glass was broken; the reason is null where it was not kept, or erased. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Broken(String who, Instant at, Instant until, String reason) {}

  private final DataSource dataSource;
  private final EventStore events;
  private final Disclosure disclosure;
  private final AuditTable audit;
  private final Readings readings;
  private final SecurityIdentity identity;
  private final InstantSource clock;
  private final Duration open;

  BreakGlassResource(
      DataSource dataSource,
      EventStore events,
      Disclosure disclosure,
      AuditTable audit,
      Readings readings,
      SecurityIdentity identity,
      InstantSource clock,
      @ConfigProperty(name = "tocsin.break-glass.open", defaultValue = "1h") Duration open) {
    this.dataSource = dataSource;
    this.events = events;
    this.disclosure = disclosure;
    this.audit = audit;
    this.readings = readings;
    this.identity = identity;
    this.clock = clock;
    this.open = open;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @Operation(summary = "Open a restricted case for a limited time; those concerned are told")
  public Opened breakGlass(@PathParam("id") UUID id, Emergency emergency) throws SQLException {
    String reason = reason(emergency);
    String who = identity.getPrincipal().getName();
    try (Connection connection = dataSource.getConnection()) {
      History history = History.of(standing(connection, id));
      List<String> told =
          BrokenGlass.told(history, who)
              .orElseThrow(
                  () ->
                      ProblemException.of(
                          ProblemType.CONFLICT, "This case is open to you: there is no need."));
      var sealed =
          disclosure.seal(
              connection, id, CaseFile.of(history).defenders(), reason, BrokenGlass.place(id, who));
      Instant until = clock.instant().plus(open);
      var entry =
          AuditEntry.of(who, AuditEntry.BREAK_GLASS, "case/" + id).giving(until, told, sealed);
      audit.add(connection, disclosure.record(entry));
      return new Opened(until, told, sealed.isPresent());
    }
  }

  @GET
  @RolesAllowed(Roles.DESK)
  @Operation(summary = "Each time that the glass of a case was broken, and why, newest first")
  public List<Broken> broken(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      var request = Request.ofStaff(identity.getPrincipal().getName(), true, Purpose.DESK_WORK);
      var shown = disclosure.ofCase(connection, request, id, standing(connection, id)).single();
      var all = new ArrayList<Broken>();
      for (Readings.Glass glass : readings.glasses(connection, id)) {
        String reason =
            glass.reason().isEmpty()
                ? null
                : disclosure
                    .text(
                        connection, shown, glass.reason().get(), BrokenGlass.place(id, glass.who()))
                    .orElse(null);
        all.add(new Broken(glass.who(), glass.at(), glass.until(), reason));
      }
      return all;
    }
  }

  private List<Recorded> standing(Connection connection, UUID id) throws SQLException {
    List<Recorded> standing = events.standing(connection, id.toString());
    if (standing.isEmpty()) {
      throw ProblemException.of(ProblemType.NOT_FOUND, "There is no case with this id.");
    }
    return standing;
  }

  private static String reason(Emergency emergency) {
    String reason =
        emergency == null || emergency.reason() == null ? "" : emergency.reason().strip();
    if (reason.isEmpty() || reason.length() > MAX_REASON) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST,
          "Nothing was opened.",
          List.of(
              Fault.inBody(
                  "/reason",
                  "length",
                  "The reason has fewer than 1 or more than 2000 characters.",
                  "Say in 1 to 2000 characters why you have to see the case now.")));
    }
    return reason;
  }
}
