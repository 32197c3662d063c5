package org.tocsin.intake.partner;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.StaffSignIn;

/**
 * The partners' way in: {@code Authorization: Bearer tocsin_…}. Anything else is left to the
 * staff's ({@link StaffSignIn}).
 */
@ApplicationScoped
public class PartnerSignIn implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer ";

  private final PartnerDirectory directory;

  PartnerSignIn(PartnerDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String authorization = context.request().getHeader("Authorization");
    if (authorization == null || !isApiKey(authorization)) {
      return Uni.createFrom().nullItem();
    }
    context.put(HttpAuthenticationMechanism.class.getName(), this);
    return directory
        .find(authorization.substring(SCHEME.length()).strip())
        .map(identity -> Uni.createFrom().item(identity))
        .orElseGet(
            () -> Uni.createFrom().failure(new AuthenticationFailedException("unknown API key")));
  }

  /** The scheme's case does not matter (RFC 9110, section 11.1); the key's does. */
  private static boolean isApiKey(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && authorization.substring(SCHEME.length()).strip().startsWith(ApiKeys.PREFIX);
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    Problem problem =
        directory.isKnown()
            ? Problem.of(
                ProblemType.UNAUTHENTICATED,
                "This API key is not known, was revoked, or its organisation is suspended.")
            : Problem.of(
                ProblemType.UNAVAILABLE,
                "The partner directory has not been read yet. Nothing is recorded; send it again.");
    var response =
        context
            .response()
            .setStatusCode(problem.status())
            .putHeader("Content-Type", Problem.MEDIA_TYPE);
    response.putHeader(
        directory.isKnown() ? "WWW-Authenticate" : "Retry-After",
        directory.isKnown() ? "Bearer" : "2");
    return Uni.createFrom()
        .completionStage(response.end(problem.json()).toCompletionStage())
        .replaceWith(true);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new HttpCredentialTransport(
                HttpCredentialTransport.Type.AUTHORIZATION, SCHEME + ApiKeys.PREFIX));
  }

  @Override
  public int getPriority() {
    return StaffSignIn.PRIORITY + 1;
  }
}
