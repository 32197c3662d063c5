package org.tocsin.registry.suggestion;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Which defenders may be one. The desk decides; nothing is merged by itself. */
@Path("/v1/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed(Roles.DESK)
public class SuggestionsResource {

  private static final int MOST = 100;

  private final DataSource dataSource;
  private final Suggestions suggestions;

  SuggestionsResource(DataSource dataSource, Suggestions suggestions) {
    this.dataSource = dataSource;
    this.suggestions = suggestions;
  }

  @GET
  @Operation(
      summary =
          "Pairs of defenders who may be one, the likeliest first, by what their names have in common; nothing is opened")
  public SuggestionView.Page all(
      @QueryParam("minimumScore") @DefaultValue("0.4") double minimumScore,
      @Parameter(description = "True for those that the desk has dismissed, with the decision")
          @QueryParam("dismissed")
          @DefaultValue("false")
          boolean dismissed,
      @QueryParam("limit") @DefaultValue("20") int limit,
      @QueryParam("after") String after)
      throws SQLException {
    check(minimumScore >= 0 && minimumScore <= 1, "minimumScore", "Give a number from 0 to 1.");
    check(limit >= 1 && limit <= MOST, "limit", "Give a number from 1 to " + MOST + ".");
    Optional<Place> place = Optional.ofNullable(after).flatMap(Place::read);
    check(after == null || place.isPresent(), "after", "Give the next of the page before.");
    try (Connection connection = dataSource.getConnection()) {
      List<Suggestions.Stored> found =
          suggestions.page(connection, dismissed, minimumScore, place, limit + 1);
      var views = new ArrayList<SuggestionView>();
      for (Suggestions.Stored one : found.stream().limit(limit).toList()) {
        var reasons = EnumSet.copyOf(one.reasons());
        reasons.addAll(suggestions.inCommon(connection, one));
        views.add(SuggestionView.of(one.one(), one.other(), one.score(), reasons, one.dismissal()));
      }
      return new SuggestionView.Page(
          views, found.size() > limit ? Place.of(found.get(limit - 1)).toString() : null);
    }
  }

  private static void check(boolean sound, String field, String fix) {
    if (!sound) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST,
          "The parameter " + field + " is not as it has to be. " + fix);
    }
  }
}
