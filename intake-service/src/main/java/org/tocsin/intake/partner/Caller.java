package org.tocsin.intake.partner;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tocsin.events.identity.Organisation;
import org.tocsin.service.problem.Challenge;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * A partner that has shown its key.
 *
 * @param organisation who
 * @param eventsPerSecond its own quota, if it has one
 */
public record Caller(Organisation organisation, OptionalInt eventsPerSecond) {

  private static final String ATTRIBUTE = "caller";

  static Caller of(Partner partner) {
    return new Caller(
        new Organisation(partner.organisation()),
        partner.eventsPerSecond() == null
            ? OptionalInt.empty()
            : OptionalInt.of(partner.eventsPerSecond()));
  }

  /** Who is signed in, where the role is {@code partner}. */
  public static Caller of(SecurityIdentity identity) {
    return identity.getAttribute(ATTRIBUTE);
  }

  /** The partner that sends this request; if somebody else does, it is answered 403. */
  public static Optional<Caller> signedIn(RoutingContext request) {
    if (request.user() instanceof QuarkusHttpUser user
        && user.getSecurityIdentity().hasRole(Roles.PARTNER)) {
      return Optional.of(of(user.getSecurityIdentity()));
    }
    Challenge.send(
        request,
        Problem.of(ProblemType.FORBIDDEN, "Only partners report events."),
        Map.of("Connection", "close"));
    return Optional.empty();
  }

  SecurityIdentity identity() {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(organisation.id()))
        .addRole(Roles.PARTNER)
        .addAttribute(ATTRIBUTE, this)
        .build();
  }
}
