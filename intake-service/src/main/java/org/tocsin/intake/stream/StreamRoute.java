package org.tocsin.intake.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.vertx.http.runtime.VertxInputStream;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jboss.logging.Logger;
import org.tocsin.intake.admission.Bodies;
import org.tocsin.intake.event.EventsRoute;
import org.tocsin.intake.event.Intake;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.problem.WithoutMessage;

/**
 * The entrance for many events: a batch, or newline-delimited JSON of any length. A route of its
 * own before REST, which reads bodies whole. Each request has a thread of its own.
 */
@ApplicationScoped
public class StreamRoute {

  private static final Logger LOG = Logger.getLogger(StreamRoute.class);

  /**
   * After sign-in (-200) and path rules (-100), before the limit that Quarkus sets all bodies (-2).
   */
  private static final int BEFORE_LIMITS = -3;

  /** For so long a client may send nothing in the middle of a stream. */
  private static final long SILENCE_MILLIS = 30_000;

  private final Intake intake;
  private final ObjectWriter json;

  StreamRoute(Intake intake, ObjectMapper mapper) {
    this.intake = intake;
    // A line is ended and sent on when the conversation says so, not with each value.
    this.json =
        mapper
            .writer()
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .withRootValueSeparator("");
  }

  void open(@Observes Router router) {
    router.post(EventsRoute.PATH).order(BEFORE_LIMITS).handler(this::take);
  }

  private void take(RoutingContext context) {
    String type = Bodies.mediaType(context);
    if (!Bodies.isStream(type)) {
      context.next();
      return;
    }
    Caller.signedIn(context).ifPresent(caller -> open(context, caller, type));
  }

  private void open(RoutingContext context, Caller caller, String type) {
    InputStream body = new VertxInputStream(context, SILENCE_MILLIS);
    Items items = type.equals(Bodies.BATCH) ? new Batch(body) : new Lines(body);
    context.response().setChunked(true).putHeader("Content-Type", Bodies.NDJSON);
    Thread.ofVirtual().name("stream").start(() -> converse(context, caller, items));
  }

  private void converse(RoutingContext context, Caller caller, Items items) {
    try (OutputStream out = new Answers(context.response())) {
      new Conversation(intake, caller, items, json).run(out);
    } catch (IOException gone) {
      LOG.debugf(WithoutMessage.of(gone), "a client went away");
      context.request().connection().close();
    }
  }
}
