package org.tocsin.registry.resolution;

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
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.EventType;
import org.tocsin.events.ResolutionAdopted;
import org.tocsin.events.Tally;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.service.staff.Roles;

/** Resolutions, with what States said of them and how they voted. */
@Path("/v1/resolutions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class ResolutionsResource {

  private final DataSource dataSource;
  private final EventStore events;
  private final Horizons horizons;

  ResolutionsResource(DataSource dataSource, EventStore events, Horizons horizons) {
    this.dataSource = dataSource;
    this.events = events;
    this.horizons = horizons;
  }

  /** A resolution as last recorded; tally and citation are null where they are not known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resolution(
      String symbol,
      String body,
      LocalDate date,
      Tally tally,
      String citation,
      String eventId,
      List<Position> positions) {}

  /** All resolutions, by symbol. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resolutions(Instant knownAt, Instant asOf, List<Resolution> resolutions) {}

  @GET
  @Operation(summary = "All resolutions, by symbol, with the positions of States")
  public Resolutions all(@QueryParam("asOf") String asOf, @QueryParam("knownAt") String knownAt)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Horizon horizon = horizons.of(connection, asOf, knownAt);
      var positions = Position.of(about(connection, EventType.STATE_POSITION_RECORDED, horizon));
      var bySymbol = new TreeMap<String, Resolution>();
      for (var event : about(connection, EventType.RESOLUTION_ADOPTED, horizon)) {
        var adopted = (ResolutionAdopted) event.event().body();
        String symbol = adopted.symbol().value();
        bySymbol.put(
            symbol,
            new Resolution(
                symbol,
                adopted.body(),
                adopted.date(),
                adopted.tally(),
                adopted.citation(),
                event.id().value(),
                positions.stream().filter(p -> p.resolution().equals(symbol)).toList()));
      }
      return new Resolutions(
          horizon.knownAt(), horizon.asOf().orElse(null), List.copyOf(bySymbol.values()));
    }
  }

  private List<Recorded> about(Connection connection, EventType type, Horizon horizon)
      throws SQLException {
    return events.aboutNoCase(connection, type, horizon.knownAt()).stream()
        .filter(horizon::includes)
        .toList();
  }
}
