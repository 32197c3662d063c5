package org.tocsin.registry.focalpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.EventType;
import org.tocsin.events.FocalPointChanged;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.service.staff.Roles;

/** The UN focal point on reprisals: what became of it, step by step. */
@Path("/v1/focal-point")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class FocalPointResource {

  private final DataSource dataSource;
  private final EventStore events;
  private final Horizons horizons;

  FocalPointResource(DataSource dataSource, EventStore events, Horizons horizons) {
    this.dataSource = dataSource;
    this.events = events;
    this.horizons = horizons;
  }

  /** A dated step, with the event it comes from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Step(
      String step,
      OccurredAt occurredAt,
      Instant recordedAt,
      String eventId,
      String origin,
      String citation) {

    static Step of(Recorded event) {
      var changed = (FocalPointChanged) event.event().body();
      return new Step(
          changed.step().code(),
          event.occurredAt(),
          event.recordedAt(),
          event.id().value(),
          event.origin(),
          changed.citation());
    }
  }

  /** All steps, in the order in which they happened. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FocalPoint(Instant knownAt, Instant asOf, List<Step> steps) {}

  @GET
  @Operation(summary = "The focal point's dated steps")
  public FocalPoint steps(@QueryParam("asOf") String asOf, @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Horizon horizon = horizons.of(connection, asOf, knownAt);
      return new FocalPoint(
          horizon.knownAt(),
          horizon.asOf().orElse(null),
          events.aboutNoCase(connection, EventType.FOCAL_POINT_CHANGED, horizon.knownAt()).stream()
              .filter(horizon::includes)
              .map(Step::of)
              .toList());
    }
  }
}
