package org.tocsin.registry.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.EventType;
import org.tocsin.events.ResolutionAdopted;
import org.tocsin.events.Tally;
import org.tocsin.registry.history.EventStore;
import org.tocsin.service.staff.Roles;

/** Resolutions, with what States said of them and how they voted. */
@Path("/v1/resolutions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class ResolutionsResource {

  private final DataSource dataSource;
  private final EventStore events;

  ResolutionsResource(DataSource dataSource, EventStore events) {
    this.dataSource = dataSource;
    this.events = events;
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

  @GET
  @Operation(summary = "All resolutions, by symbol, with the positions of States")
  public Collection<Resolution> all() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      var positions =
          Position.of(events.aboutNoCase(connection, EventType.STATE_POSITION_RECORDED));
      var bySymbol = new TreeMap<String, Resolution>();
      for (var event : events.aboutNoCase(connection, EventType.RESOLUTION_ADOPTED)) {
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
      return bySymbol.values();
    }
  }
}
