package org.tocsin.intake.partner;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.OptionalInt;
import org.tocsin.events.identity.Organisation;
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

  SecurityIdentity identity() {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(organisation.id()))
        .addRole(Roles.PARTNER)
        .addAttribute(ATTRIBUTE, this)
        .build();
  }
}
