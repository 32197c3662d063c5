package org.tocsin.service.problem;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * Answers in place of REST, where a request is refused before it gets there. An {@code
 * HttpAuthenticationMechanism} of a service calls it from {@code sendChallenge}, so that a refused
 * sign-in has a problem document as body like any other refusal.
 */
public final class Challenge {

  public static final String BASIC = "Basic realm=\"tocsin\", charset=\"UTF-8\"";
  public static final String BEARER = "Bearer realm=\"tocsin\"";

  private Challenge() {}

  /**
   * 401 with the given {@code WWW-Authenticate}; the result is what {@code sendChallenge} returns.
   */
  public static Uni<Boolean> unauthenticated(RoutingContext context, String wwwAuthenticate) {
    send(
        context,
        Problem.of(ProblemType.UNAUTHENTICATED),
        Map.of("WWW-Authenticate", wwwAuthenticate));
    return Uni.createFrom().item(true);
  }

  /** 429 with {@code Retry-After}. */
  public static Uni<Boolean> tooManyAttempts(RoutingContext context, long retryAfterSeconds) {
    send(
        context,
        Problem.of(ProblemType.TOO_MANY_ATTEMPTS),
        Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    return Uni.createFrom().item(true);
  }

  /** Ends the response with a problem document, unless somebody has answered already. */
  public static void send(RoutingContext context, Problem problem, Map<String, String> headers) {
    var response = context.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(problem.status());
    response.putHeader("Content-Type", Problem.MEDIA_TYPE);
    response.putHeader("Cache-Control", "no-store");
    headers.forEach(response::putHeader);
    response.end(problem.json());
  }
}
