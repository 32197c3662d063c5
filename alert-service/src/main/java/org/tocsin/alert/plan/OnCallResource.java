package org.tocsin.alert.plan;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.alert.policy.PlanInForce;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Who is on call, now or at any other time. */
@Path("/v1/on-call")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.DESK, Roles.OPS, Roles.ADMIN})
public class OnCallResource {

  private final PlanInForce plans;
  private final Clock clock = Clock.systemUTC();

  OnCallResource(PlanInForce plans) {
    this.plans = plans;
  }

  /** Who is on call at an instant, by the plan of this version. */
  public record OnCall(Instant at, long planVersion, List<OfSchedule> schedules) {}

  /**
   * Who is on call by one schedule.
   *
   * @param contacts ids; empty if nobody is
   */
  public record OfSchedule(String schedule, List<String> contacts) {}

  @GET
  @Operation(summary = "Who is on call by each schedule, at any instant")
  public OnCall onCall(@QueryParam("at") String at) {
    Instant instant = at == null ? clock.instant() : instant(at);
    var version = plans.current();
    return new OnCall(
        instant,
        version.number(),
        version.plan().schedules().values().stream()
            .map(one -> new OfSchedule(one.id(), List.copyOf(one.onCall(instant))))
            .toList());
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST,
          "Correct what is named below.",
          List.of(
              Fault.inParameter(
                  "at",
                  "instant",
                  "This is no instant.",
                  "Give date, time and offset, such as 2027-03-20T06:30:00Z, or leave it out for now.")));
    }
  }
}
