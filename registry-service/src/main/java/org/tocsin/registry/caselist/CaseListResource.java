package org.tocsin.registry.caselist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.registry.parameter.PageMark;
import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.staff.Roles;

/** The cases of the desk. Ids, codes, dates and counts: names are on the pages only. */
@Path("/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.DESK)
public class CaseListResource {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final DataSource dataSource;
  private final CaseList list;
  private final Horizons horizons;
  private final Disclosure disclosure;
  private final SecurityIdentity identity;

  CaseListResource(
      DataSource dataSource,
      CaseList list,
      Horizons horizons,
      Disclosure disclosure,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.list = list;
    this.horizons = horizons;
    this.disclosure = disclosure;
    this.identity = identity;
  }

  /**
   * A page of the list.
   *
   * @param next give it as {@code after} for the next page; null on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(Instant knownAt, Instant asOf, List<CaseLine> cases, String next) {}

  @GET
  @Operation(
      summary = "Cases, the one of which something was recorded last first",
      description =
          """
          All pages are of one list, made at the knownAt of the first, whatever arrives meanwhile. \
          A page may have fewer cases than asked for, or none, and still a next: go on until there is none. \
          Cases with a need-to-know list that does not name the reader are left out. \
          Each page stands in the audit log as a reading without names.""")
  @APIResponse(
      responseCode = "200",
      headers =
          @Header(name = "Link", description = "rel=\"next\" (RFC 8288), but on the last page"),
      content = @Content(schema = @Schema(implementation = Page.class)))
  public Response cases(
      @BeanParam CaseFilter.Asked asked,
      @QueryParam("asOf") String asOf,
      @QueryParam("knownAt") String knownAt,
      @Parameter(
              description = "Cases of a page, 1 to 200; 50 where nothing is said",
              schema = @Schema(implementation = Integer.class))
          @QueryParam("limit")
          String limit,
      @QueryParam("after") String after,
      @Context UriInfo address)
      throws SQLException {
    CaseFilter filter = CaseFilter.of(asked);
    int most = Parameters.limit(limit, USUAL, MOST);
    Optional<PageMark<Position>> mark = PageMark.read(after, knownAt, Position::of);
    try (Connection connection = dataSource.getConnection()) {
      Horizon horizon = horizons.of(connection, asOf, PageMark.knownAt(mark, knownAt));
      CaseList.Page page =
          list.page(
              connection, filter, horizon, mark.map(PageMark::place).orElse(Position.END), most);
      Set<UUID> shown = shown(connection, page.cases());
      String next =
          page.next()
              .map(place -> new PageMark<>(horizon.knownAt(), place).toString())
              .orElse(null);
      return PageMark.answer(
          new Page(
              horizon.knownAt(),
              horizon.asOf().orElse(null),
              page.cases().stream().filter(line -> shown.contains(line.id())).toList(),
              next),
          address,
          next);
    }
  }

  /** Those of the cases that the gate lets through, which it records. */
  private Set<UUID> shown(Connection connection, List<CaseLine> cases) throws SQLException {
    if (cases.isEmpty()) {
      return Set.of();
    }
    Map<UUID, List<Recorded>> stored = new TreeMap<>();
    cases.forEach(
        line ->
            stored.put(line.id(), line.history().entries().stream().map(Entry::reported).toList()));
    var reader = Request.ofStaff(identity.getPrincipal().getName(), false, Purpose.DESK_WORK);
    return disclosure.many(connection, reader, "cases", stored).cases().keySet();
  }
}
