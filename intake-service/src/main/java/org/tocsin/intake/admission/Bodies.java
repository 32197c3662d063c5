package org.tocsin.intake.admission;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.service.problem.Challenge;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemType;

/**
 * Bounds what requests hold before anything of them is understood: their bodies in memory, and the
 * time that a body may take to come. Streams are read as they come and hold next to nothing.
 */
@ApplicationScoped
public class Bodies {

  /** Newline-delimited JSON, under the two names that are in use. */
  public static final String NDJSON = "application/x-ndjson";

  public static final String JSON_LINES = "application/jsonl";

  /** CloudEvents in a JSON array. */
  public static final String BATCH = "application/cloudevents-batch+json";

  /** A batch is read as it comes too; beyond this, newline-delimited JSON is the better way. */
  static final long LARGEST_BATCH = 8 * 1024 * 1024;

  /** Before the limit that service-kit sets (400). */
  private static final int BEFORE_LIMITS = 500;

  private static final long LOOK_MILLIS = 1_000;

  private final long room;
  private final long largest;
  private final Duration slowest;
  private final AtomicLong held = new AtomicLong();
  private final Map<HttpServerRequest, Long> beingRead = new ConcurrentHashMap<>();

  Bodies(
      AdmissionSettings settings,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
    this.room = settings.bodiesInFlight().asLongValue();
    this.largest = largest.asLongValue();
    this.slowest = settings.slowestBody();
  }

  void bound(@Observes Filters filters) {
    filters.register(this::bound, BEFORE_LIMITS);
  }

  void watch(@Observes StartupEvent start, Vertx vertx) {
    vertx.setPeriodic(LOOK_MILLIS, timer -> cutOff());
  }

  private void bound(RoutingContext context) {
    if (context.request().method() != HttpMethod.POST) {
      context.next();
      return;
    }
    String type = mediaType(context);
    if (isStream(type)) {
      context.put(
          VertxHttpRecorder.MAX_REQUEST_SIZE_KEY,
          type.equals(BATCH) ? LARGEST_BATCH : Long.MAX_VALUE);
      context.next();
    } else {
      hold(context);
    }
  }

  private void hold(RoutingContext context) {
    long size = Math.min(largest, announced(context));
    if (held.addAndGet(size) > room) {
      held.addAndGet(-size);
      Challenge.send(
          context,
          Problem.of(
              ProblemType.OVERLOADED,
              "Too many requests are being read. Nothing of this one was recorded; send it again."),
          Map.of("Retry-After", "1", "Connection", "close"));
      return;
    }
    beingRead.put(context.request(), System.nanoTime());
    context.addEndHandler(
        ended -> {
          held.addAndGet(-size);
          beingRead.remove(context.request());
        });
    context.next();
  }

  /** Ends the connections whose body takes too long to come. */
  private void cutOff() {
    long now = System.nanoTime();
    beingRead.forEach(
        (request, since) -> {
          if (now - since > slowest.toNanos() && !request.isEnded()) {
            request.connection().close();
          }
        });
  }

  /** A body of unannounced length may become as large as any. */
  private long announced(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? largest : Math.max(0, Long.parseLong(length));
    } catch (NumberFormatException tooLongForALong) {
      return largest;
    }
  }

  /** Whether bodies of this type are read item by item. */
  public static boolean isStream(String mediaType) {
    return mediaType.equals(NDJSON) || mediaType.equals(JSON_LINES) || mediaType.equals(BATCH);
  }

  /** The body's media type without parameters, in lower case; empty if none is given. */
  public static String mediaType(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }
}
