package org.tocsin.registry.desk;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.tocsin.events.Event;
import org.tocsin.events.Subject;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** What both addresses of the desk have in common: who may decide, and what is answered. */
final class Answers {

  private Answers() {}

  /**
   * The user of a request.
   *
   * @throws ProblemException if the decision needs the role desk and the user has it not
   */
  static Desk.User user(SecurityIdentity identity, Decision decision) {
    if (!identity.hasRole(Roles.DESK) && !decision.isOfAdministrators()) {
      throw ProblemException.of(ProblemType.FORBIDDEN, "This is for the role desk to decide.");
    }
    return new Desk.User(identity.getPrincipal().getName(), identity.hasRole(Roles.ADMIN));
  }

  static Response created(Desk.Made made) {
    Event event = made.event();
    var caseId = ((Subject.OfCase) event.header().subject()).caseId();
    return Response.created(URI.create("/v1/cases/" + caseId + "/decisions/" + event.header().id()))
        .header(HttpHeaders.ETAG, made.tag().toString())
        .entity(
            new DecisionView(
                event.header().id().value(),
                event.type().code(),
                caseId.value(),
                made.recordedAt(),
                event.header().by().orElse(null),
                made.warnings()))
        .build();
  }
}
