package org.tocsin.registry.live;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import org.tocsin.registry.history.Position;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * Streams of server-sent events. A stream holds nothing back for its client: when the client can
 * take more, it asks what has changed since, so that a slow client costs no memory and gets fewer
 * events, and one that takes nothing is cut off by {@code quarkus.http.idle-timeout}.
 */
@ApplicationScoped
class Streams {

  /** After how many milliseconds a client whose connection broke is asked to come back. */
  private static final long COME_BACK = 2_000;

  private final Feed feed;

  Streams(Feed feed) {
    this.feed = feed;
  }

  /**
   * What was told last, from the header {@code Last-Event-ID}; empty where nothing was.
   *
   * @throws ProblemException with 400 if it is none of ours
   */
  static Optional<Position> resumed(String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Position.of(lastEventId)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemType.INVALID_REQUEST,
                        "From where the stream is to go on cannot be read.",
                        List.of(
                            Fault.inHeader(
                                "Last-Event-ID",
                                "event-id",
                                "It is no id of an event of these streams.",
                                "Send the id of the last event that came, or leave it out.")))));
  }

  /**
   * Opens one.
   *
   * @throws ProblemException with 503 if there are as many as this instance keeps
   */
  Multi<OutboundSseEvent> open(Listener listener, Sse sse) {
    feed.open(listener);
    return Multi.createFrom()
        .ticks()
        .every(Feed.PERIOD)
        .onOverflow()
        .drop()
        .select()
        .first(tick -> feed.goesOn(listener))
        .onItem()
        .transformToIterable(tick -> feed.take(listener))
        .onItem()
        .transform(message -> event(message, sse))
        .onTermination()
        .invoke(() -> feed.close(listener));
  }

  private static OutboundSseEvent event(Message message, Sse sse) {
    OutboundSseEvent.Builder event = sse.newEventBuilder();
    message.id().ifPresent(id -> event.id(id.toString()));
    message.name().ifPresent(event::name);
    if (message.isFirst()) {
      event.reconnectDelay(COME_BACK);
    }
    message
        .data()
        .ifPresentOrElse(
            data -> event.data(Message.Data.class, data), () -> event.comment("still here"));
    return event.build();
  }
}
