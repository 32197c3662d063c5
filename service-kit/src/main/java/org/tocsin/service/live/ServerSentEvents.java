package org.tocsin.service.live;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * Streams as server-sent events. A slow client costs no memory: it is told when it can take more,
 * and one that takes nothing is cut off by {@code quarkus.http.idle-timeout}.
 */
public final class ServerSentEvents {

  /** After how many milliseconds a client whose connection broke is asked to come back. */
  private static final long COME_BACK = 2_000;

  private ServerSentEvents() {}

  /**
   * What was told last, from the header {@code Last-Event-ID}; empty where nothing was.
   *
   * @param read empty for what is no id of these streams
   * @throws ProblemException with 400 for such
   */
  public static <I> Optional<I> resumed(String lastEventId, Function<String, Optional<I>> read) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(read.apply(lastEventId).orElseThrow(ServerSentEvents::unreadable));
  }

  private static ProblemException unreadable() {
    return ProblemException.of(
        ProblemType.INVALID_REQUEST,
        "From where the stream is to go on cannot be read.",
        List.of(
            Fault.inHeader(
                "Last-Event-ID",
                "event-id",
                "It is no id of an event of these streams.",
                "Send the id of the last event that came, or leave it out.")));
  }

  /**
   * Opens a stream.
   *
   * @param take what it tells now
   * @throws ProblemException with 503 if there are as many as this instance keeps
   */
  public static <S extends OpenStream, M extends LiveMessage> Multi<OutboundSseEvent> open(
      LiveFeed<S> feed, S stream, Function<S, List<M>> take, Sse sse) {
    feed.open(stream);
    return Multi.createFrom()
        .ticks()
        .every(LiveFeed.PERIOD)
        .onOverflow()
        .drop()
        .select()
        .first(tick -> feed.goesOn(stream))
        .onItem()
        .transformToIterable(tick -> take.apply(stream))
        .onItem()
        .transform(message -> event(message, sse))
        .onTermination()
        .invoke(() -> feed.close(stream));
  }

  private static OutboundSseEvent event(LiveMessage message, Sse sse) {
    OutboundSseEvent.Builder event = sse.newEventBuilder();
    message.id().ifPresent(id -> event.id(id.toString()));
    message.name().ifPresent(event::name);
    if (message.isFirst()) {
      event.reconnectDelay(COME_BACK);
    }
    message
        .data()
        .ifPresentOrElse(
            data -> event.data(data.getClass(), data), () -> event.comment("still here"));
    return event.build();
  }
}
