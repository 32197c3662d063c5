package org.tocsin.registry.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.EventType;
import org.tocsin.events.ResolutionAdopted;
import org.tocsin.events.Tally;
import org.tocsin.events.identity.Symbol;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.registry.parameter.PageMark;
import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.staff.Roles;

/** Resolutions, with what States said of them and how they voted. */
@Path("/v1/resolutions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class ResolutionsResource {

  private static final int USUAL = 50;
  private static final int MOST = 200;

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

  /**
   * Some resolutions, by symbol.
   *
   * @param next give it as {@code after} for the next page; null on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resolutions(
      Instant knownAt, Instant asOf, List<Resolution> resolutions, String next) {}

  @GET
  @Operation(
      summary = "Resolutions, by symbol, with the positions of States",
      description = "All pages are of one list, made at the knownAt of the first.")
  @APIResponse(
      responseCode = "200",
      headers =
          @Header(name = "Link", description = "rel=\"next\" (RFC 8288), but on the last page"),
      content = @Content(schema = @Schema(implementation = Resolutions.class)))
  public Response all(
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt,
      @Parameter(
              description = "Resolutions of a page, 1 to 200; 50 where nothing is said",
              schema = @Schema(implementation = Integer.class))
          @QueryParam("limit")
          String limit,
      @QueryParam("after") String after,
      @Context UriInfo address)
      throws SQLException {
    int most = Parameters.limit(limit, USUAL, MOST);
    Optional<PageMark<String>> mark =
        PageMark.read(after, knownAt, symbol -> Optional.of(symbol).filter(Symbol::isSymbol));
    try (Connection connection = dataSource.getConnection()) {
      Horizon horizon = horizons.of(connection, asOf, PageMark.knownAt(mark, knownAt));
      NavigableMap<String, Resolution> bySymbol = bySymbol(connection, horizon);
      List<Resolution> rest =
          List.copyOf(
              mark.map(from -> bySymbol.tailMap(from.place(), false)).orElse(bySymbol).values());
      List<Resolution> page = rest.stream().limit(most).toList();
      String next =
          rest.size() > most
              ? new PageMark<>(horizon.knownAt(), page.getLast().symbol()).toString()
              : null;
      return PageMark.answer(
          new Resolutions(horizon.knownAt(), horizon.asOf().orElse(null), page, next),
          address,
          next);
    }
  }

  private NavigableMap<String, Resolution> bySymbol(Connection connection, Horizon horizon)
      throws SQLException {
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
    return bySymbol;
  }

  private List<Recorded> about(Connection connection, EventType type, Horizon horizon)
      throws SQLException {
    return events.aboutNoCase(connection, type, horizon.knownAt()).stream()
        .filter(horizon::includes)
        .toList();
  }
}
