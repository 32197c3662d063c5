package org.tocsin.intake.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.submission.Envelope;
import org.tocsin.intake.admission.Bodies;
import org.tocsin.intake.partner.Caller;
import org.tocsin.intake.partner.PartnerDirectory;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.problem.BeforeRest;
import org.tocsin.service.problem.Challenge;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * The entrance for partners: one CloudEvent a request, taken on the event loop, where nothing
 * waits. For many at a time see {@code StreamRoute}, which comes before it.
 */
@ApplicationScoped
public class EventsRoute {

  /** Where events are posted, one or many. */
  public static final String PATH = "/v1/events";

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String JSON = "application/json";
  private static final String ATTRIBUTE = "ce-";

  /**
   * After the bounds on bodies (500, 400), before the sign-in of Quarkus (200): its identities,
   * path rules and routes cost more than all checks of an event.
   */
  private static final int BEFORE_SIGN_IN = 300;

  private final Intake intake;
  private final PartnerDirectory directory;
  private final ObjectWriter receipts;
  private final Timer answered;
  private final long largest;

  EventsRoute(
      Intake intake,
      PartnerDirectory directory,
      ObjectMapper mapper,
      MeterRegistry meters,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
    this.intake = intake;
    this.directory = directory;
    this.receipts = mapper.writerFor(Receipt.class);
    this.answered =
        Timer.builder("tocsin.intake.answer")
            .description("from a single event's last byte to its answer")
            .register(meters);
    this.largest = largest.asLongValue();
  }

  /** What a partner's key comes with; all others are told by the sign-in what is missing. */
  void openForPartners(@Observes Filters filters) {
    filters.register(this::takeFromPartner, BEFORE_SIGN_IN);
  }

  private void takeFromPartner(RoutingContext request) {
    HttpServerRequest sent = request.request();
    if (sent.method() != HttpMethod.POST
        || !PATH.equals(sent.path())
        || Bodies.isStream(Bodies.mediaType(request))) {
      request.next();
      return;
    }
    directory
        .callerBy(sent.getHeader(HttpHeaders.AUTHORIZATION))
        .ifPresentOrElse(caller -> read(request, caller), request::next);
  }

  void open(@Observes Router router) {
    router.route(PATH).handler(this::take);
  }

  private void take(RoutingContext request) {
    if (request.request().method() != HttpMethod.POST) {
      Challenge.send(request, Problem.of(ProblemType.METHOD_NOT_ALLOWED), Map.of("Allow", "POST"));
      return;
    }
    Caller.signedIn(request).ifPresent(caller -> read(request, caller));
  }

  private void read(RoutingContext request, Caller caller) {
    Context loop = Vertx.currentContext();
    Buffer body = Buffer.buffer();
    request
        .request()
        .handler(
            piece -> {
              if (body.length() > largest) {
                return;
              }
              body.appendBuffer(piece);
              if (body.length() > largest) {
                BeforeRest.refuseBody(request);
              }
            })
        .exceptionHandler(gone -> {})
        .endHandler(
            end -> {
              if (body.length() <= largest) {
                submit(request, loop, caller, body.getBytes());
              }
            });
  }

  private void submit(RoutingContext request, Context loop, Caller caller, byte[] body) {
    long begin = System.nanoTime();
    Envelope envelope;
    try {
      envelope = envelope(request, body);
    } catch (ProblemException refused) {
      Challenge.send(request, refused.problem(), Map.of());
      return;
    }
    intake
        .submit(caller, envelope, body.length)
        .whenComplete(
            (outcome, failure) -> {
              answered.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
              if (Vertx.currentContext() == loop) {
                answer(request, outcome, failure);
              } else {
                loop.runOnContext(later -> answer(request, outcome, failure));
              }
            });
  }

  private void answer(RoutingContext request, Outcome outcome, Throwable failure) {
    if (failure != null) {
      request.fail(failure);
      return;
    }
    switch (outcome.verdict()) {
      case ACCEPTED -> recorded(request, 202, outcome);
      case REPEATED -> recorded(request, 200, outcome);
      case CONFLICT, REFUSED -> Challenge.send(request, outcome.problem(), Map.of());
      case BEYOND_QUOTA, OVERLOADED, UNAVAILABLE ->
          Challenge.send(
              request,
              outcome.problem(),
              Map.of("Retry-After", Long.toString(outcome.retryAfterSeconds())));
    }
  }

  /** The address is relative (RFC 9110, section 10.2.2): nobody asks the request for its host. */
  private void recorded(RoutingContext request, int status, Outcome outcome) {
    HttpServerResponse response = request.response();
    if (response.ended()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", JSON)
        .putHeader("Location", PATH + "/" + outcome.id())
        .end(Buffer.buffer(json(outcome.receipt())));
  }

  private byte[] json(Receipt receipt) {
    try {
      return receipts.writeValueAsBytes(receipt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt can be written", e);
    }
  }

  private static Envelope envelope(RoutingContext request, byte[] body) {
    return switch (Bodies.mediaType(request)) {
      case STRUCTURED -> Envelope.structured(StrictJson.object(body, 0, body.length));
      case JSON -> Envelope.binary(attributes(request), StrictJson.object(body, 0, body.length));
      default ->
          throw ProblemException.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Say in Content-Type what the body is: "
                  + STRUCTURED
                  + ", application/json with ce- headers, application/cloudevents-batch+json or application/x-ndjson.");
    };
  }

  private static Map<String, String> attributes(RoutingContext request) {
    var attributes = new HashMap<String, String>();
    List<Fault> twice = new ArrayList<>();
    for (Map.Entry<String, String> header : request.request().headers()) {
      String lower = header.getKey().toLowerCase(Locale.ROOT);
      if (lower.startsWith(ATTRIBUTE)
          && attributes.put(lower.substring(ATTRIBUTE.length()), header.getValue()) != null) {
        twice.add(
            Fault.inHeader(lower, "once", "the header is given more than once", "Give it once."));
      }
    }
    if (!twice.isEmpty()) {
      throw new ProblemException(Outcome.invalidFaults(twice).problem());
    }
    return attributes;
  }
}
