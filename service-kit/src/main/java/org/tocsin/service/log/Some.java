package org.tocsin.service.log;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.Event;

/**
 * Reads only those records of {@code reprisal-events} whose headers say that they are wanted; the
 * others cost no more than a look at their headers.
 *
 * @param wanted whether it is wanted; empty where the headers are not those of an event
 * @param lenient whether what is wanted and cannot be read is passed over, since another reader
 *     publishes the dead letter
 */
record Some(Predicate<Optional<Heard>> wanted, boolean lenient)
    implements Decoder<Optional<Event>> {

  private static final EventDecoder EVENTS = new EventDecoder();

  @Override
  public Optional<Event> decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    if (!wanted.test(Heard.of(found))) {
      return Optional.empty();
    }
    try {
      return Optional.of(EVENTS.decode(found));
    } catch (UndecodableException | RuntimeException unreadable) {
      if (lenient) {
        return Optional.empty();
      }
      throw unreadable;
    }
  }

  /** Hands over what was wanted; does nothing where nothing was. */
  record Handler(BatchHandler<Event> handler) implements BatchHandler<Optional<Event>> {

    @Override
    public void handle(Connection connection, List<Logged<Optional<Event>>> batch)
        throws Exception {
      List<Logged<Event>> found = wanted(batch);
      if (!found.isEmpty()) {
        handler.handle(connection, found);
      }
    }

    @Override
    public boolean concerns(List<Logged<Optional<Event>>> batch) {
      return batch.stream().anyMatch(one -> one.value().isPresent());
    }

    @Override
    public void committed(List<Logged<Optional<Event>>> batch) {
      List<Logged<Event>> found = wanted(batch);
      if (!found.isEmpty()) {
        handler.committed(found);
      }
    }

    private static List<Logged<Event>> wanted(List<Logged<Optional<Event>>> batch) {
      return batch.stream()
          .flatMap(
              one ->
                  one.value().stream()
                      .map(
                          event ->
                              new Logged<>(
                                  event,
                                  one.topic(),
                                  one.partition(),
                                  one.offset(),
                                  one.recordedAt())))
          .toList();
    }
  }
}
