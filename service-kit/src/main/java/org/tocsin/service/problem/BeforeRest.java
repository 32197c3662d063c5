package org.tocsin.service.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Problem documents for requests that end before REST sees them: announced too large, forbidden by
 * path, failed in a filter.
 */
@ApplicationScoped
public class BeforeRest {

  private static final Logger LOG = Logger.getLogger(BeforeRest.class);

  /** Before the sign-in (200) and the path rules (100) of Quarkus. */
  private static final int BEFORE_SIGN_IN = 400;

  /** Unless an earlier filter has set another limit for the request. */
  private final long largest;

  BeforeRest(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
    this.largest = largest.asLongValue();
  }

  void tooLarge(@Observes Filters filters) {
    filters.register(
        context -> {
          Long allowed = context.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
          if (announcedLength(context) > (allowed == null ? largest : allowed)) {
            refuseBody(context);
          } else {
            context.next();
          }
        },
        BEFORE_SIGN_IN);
  }

  /** Answers 413 and ends the connection. */
  public static void refuseBody(RoutingContext context) {
    var problem = Problem.of(ProblemType.BODY_TOO_LARGE);
    if (context.request().version() == HttpVersion.HTTP_2) {
      Challenge.send(context, problem, Map.of());
      return;
    }
    // The rest of the body is not read: what comes after on this connection is no request.
    var connection = context.request().connection();
    context.response().endHandler(sent -> connection.close());
    Challenge.send(context, problem, Map.of("Connection", "close"));
  }

  void failed(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(BeforeRest::failed);
  }

  private static void failed(RoutingContext context) {
    switch (context.failure()) {
      case null ->
          answer(
              context,
              ProblemType.ofStatus(context.statusCode() < 400 ? 500 : context.statusCode()));
      case ForbiddenException _ -> answer(context, ProblemType.FORBIDDEN);
      case AuthenticationFailedException _ -> Challenge.unauthenticated(context, Challenge.BASIC);
      case UnauthorizedException _ -> Challenge.unauthenticated(context, Challenge.BASIC);
      case Throwable _ when context.statusCode() >= 400 && context.statusCode() < 500 ->
          answer(context, ProblemType.ofStatus(context.statusCode()));
      default -> {
        var id = UUID.randomUUID();
        LOG.errorf(WithoutMessage.of(context.failure()), "Request failed, id %s", id);
        Challenge.send(context, Problem.internal(id), Map.of());
      }
    }
  }

  private static void answer(RoutingContext context, ProblemType type) {
    Challenge.send(context, Problem.of(type), Map.of());
  }

  private static long announcedLength(RoutingContext context) {
    var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException tooLongForALong) {
      return Long.MAX_VALUE;
    }
  }
}
