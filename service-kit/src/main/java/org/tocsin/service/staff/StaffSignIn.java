package org.tocsin.service.staff;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.service.problem.Challenge;

/**
 * The staff's way in: HTTP Basic for built-in users, bearer tokens where OpenID Connect is
 * configured.
 *
 * <p>Stands before the mechanisms of Quarkus, so that every refusal is answered with a problem
 * document. A service with a credential of its own (a partner's API key) adds a mechanism of a
 * higher priority that claims only what begins like that credential.
 */
@ApplicationScoped
public class StaffSignIn implements HttpAuthenticationMechanism {

  /** Above the mechanisms of Quarkus; a service's own goes above this. */
  public static final int PRIORITY = 3_000;

  private static final String TOO_MANY = TooManyAttempts.class.getName();

  private final OidcAuthenticationMechanism openIdConnect;
  private final boolean openIdConnectOn;

  StaffSignIn(
      OidcAuthenticationMechanism openIdConnect,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false")
          boolean openIdConnectOn) {
    this.openIdConnect = openIdConnect;
    this.openIdConnectOn = openIdConnectOn;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    var authorization = context.request().getHeader("Authorization");
    if (isScheme(authorization, "Basic")) {
      claim(context);
      return basic(context, identities, authorization.substring("Basic ".length()).strip());
    }
    if (openIdConnectOn && isScheme(authorization, "Bearer")) {
      return openIdConnect
          .authenticate(context, identities)
          // It has put itself down as the one to challenge, and would do so without a body.
          .onTermination()
          .invoke(() -> claim(context));
    }
    return Uni.createFrom().nullItem();
  }

  private void claim(RoutingContext context) {
    context.put(HttpAuthenticationMechanism.class.getName(), this);
  }

  private static boolean isScheme(String authorization, String scheme) {
    return authorization != null
        && authorization.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1);
  }

  private static Uni<SecurityIdentity> basic(
      RoutingContext context, IdentityProviderManager identities, String base64) {
    var credential = decode(base64);
    if (credential.isEmpty()) {
      return Uni.createFrom().failure(new AuthenticationFailedException("malformed credential"));
    }
    var colon = credential.get().indexOf(':');
    var request =
        new UsernamePasswordAuthenticationRequest(
            credential.get().substring(0, colon),
            new PasswordCredential(credential.get().substring(colon + 1).toCharArray()));
    HttpSecurityUtils.setRoutingContextAttribute(request, context);
    return identities
        .authenticate(request)
        .onFailure(TooManyAttempts.class)
        .transform(
            thrown -> {
              context.put(TOO_MANY, thrown);
              return new AuthenticationFailedException(thrown);
            });
  }

  private static Optional<String> decode(String base64) {
    try {
      var text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      return text.indexOf(':') < 0 ? Optional.empty() : Optional.of(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    return context.get(TOO_MANY) instanceof TooManyAttempts tooMany
        ? Challenge.tooManyAttempts(context, tooMany.retryAfterSeconds())
        : Challenge.unauthenticated(context, challenge());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge()));
  }

  private String challenge() {
    return openIdConnectOn ? Challenge.BEARER + ", " + Challenge.BASIC : Challenge.BASIC;
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(UsernamePasswordAuthenticationRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "basic"));
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }
}
