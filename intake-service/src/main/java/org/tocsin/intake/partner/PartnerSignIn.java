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
import java.util.Optional;
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

  private final PartnerDirectory directory;

  PartnerSignIn(PartnerDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    Optional<String> apiKey = ApiKeys.in(context.request().getHeader("Authorization"));
    if (apiKey.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    context.put(HttpAuthenticationMechanism.class.getName(), this);
    return directory
        .find(apiKey.get())
        .map(identity -> Uni.createFrom().item(identity))
        .orElseGet(
            () -> Uni.createFrom().failure(new AuthenticationFailedException("unknown API key")));
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
                HttpCredentialTransport.Type.AUTHORIZATION, ApiKeys.SCHEME + ApiKeys.PREFIX));
  }

  @Override
  public int getPriority() {
    return StaffSignIn.PRIORITY + 1;
  }
}
