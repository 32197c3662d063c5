package org.tocsin.alert.deadletter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Records that alerting could not process, and trying them once more. Ids and codes only. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.OPS, Roles.ADMIN})
public class DeadLettersResource {

  private static final int MOST = 500;
  private static final Pattern PLACE =
      Pattern.compile("([a-zA-Z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");

  private final DataSource dataSource;
  private final LetterRows letters;
  private final Replay replay;
  private final AuditLog audit;
  private final SecurityIdentity identity;

  DeadLettersResource(
      DataSource dataSource,
      LetterRows letters,
      Replay replay,
      AuditLog audit,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.letters = letters;
    this.replay = replay;
    this.audit = audit;
    this.identity = identity;
  }

  @GET
  @Operation(summary = "The newest records that could not be processed, with reason, newest first")
  public List<Letter> newest(@QueryParam("limit") @DefaultValue("100") int limit)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return letters.newest(connection, Math.clamp(limit, 1, MOST));
    }
  }

  @POST
  @Path("replay")
  @Operation(
      summary = "Try records once more, or tell what would come of it",
      description =
          "Those that are named (id, as the list has it; may be repeated), or the eldest 500 open ones."
              + " Stale news wakes nobody.")
  public List<Outcome> replay(
      @QueryParam("id") List<String> ids,
      @QueryParam("dry-run") @DefaultValue("false") boolean dryRun)
      throws SQLException {
    String by = identity.getPrincipal().getName();
    var outcomes = new ArrayList<Outcome>();
    for (String id : ids.isEmpty() ? open() : ids) {
      Matcher place = PLACE.matcher(id);
      if (!place.matches()) {
        throw noSuchLetter();
      }
      if (!dryRun) {
        audit.append(by, "dead-letter-replayed", id);
      }
      outcomes.add(
          replay
              .replay(
                  place.group(1),
                  Integer.parseInt(place.group(2)),
                  Long.parseLong(place.group(3)),
                  dryRun,
                  by)
              .orElseThrow(DeadLettersResource::noSuchLetter));
    }
    return outcomes;
  }

  private List<String> open() throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return letters.open(connection, MOST).stream().map(Letter::getId).toList();
    }
  }

  private static ProblemException noSuchLetter() {
    return ProblemException.of(
        ProblemType.NOT_FOUND,
        "There is no such dead letter. Give ids as GET /v1/dead-letters shows them.");
  }
}
