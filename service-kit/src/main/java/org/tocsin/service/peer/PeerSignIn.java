package org.tocsin.service.peer;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.tocsin.service.staff.Roles;
import org.tocsin.service.staff.StaffSignIn;

/** The way in for another of Tocsin's services: {@code Authorization: Bearer tocsin-peer_…}. */
@ApplicationScoped
public class PeerSignIn implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer ";
  private static final SecurityIdentity PEER =
      QuarkusSecurityIdentity.builder()
          .setPrincipal(new QuarkusPrincipal("peer"))
          .addRole(Roles.PEER)
          .build();

  private final PeerKey key;
  private final StaffSignIn staff;

  PeerSignIn(PeerKey key, StaffSignIn staff) {
    this.key = key;
    this.staff = staff;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String authorization = context.request().getHeader("Authorization");
    if (authorization == null || !authorization.startsWith(SCHEME + PeerKey.PREFIX)) {
      return Uni.createFrom().nullItem();
    }
    context.put(HttpAuthenticationMechanism.class.getName(), this);
    return key.is(authorization.substring(SCHEME.length()))
        ? Uni.createFrom().item(PEER)
        : Uni.createFrom().failure(new AuthenticationFailedException("unknown peer"));
  }

  /** Who shows nothing, or a wrong key, is told how people sign in. */
  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    return staff.sendChallenge(context);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return staff.getChallenge(context);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public int getPriority() {
    return StaffSignIn.PRIORITY + 2;
  }
}
