package org.tocsin.intake.repeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.tocsin.events.EventHeader;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.Heard;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogTail;

/**
 * Knows which events are recorded: those that this process wrote at once, those of others as soon
 * as it hears them on the log. An event is known only after the brokers have acknowledged it; while
 * it is under way, others with its id wait for what becomes of it.
 */
@Singleton
public class Repeats {

  /** What is known of an event's id. */
  public sealed interface Found {

    /** Nobody has it: whoever asked now has it under way, and says what became of it. */
    record Nobody(Claim claim) implements Found {}

    /** Another request has it under way; completes with what one knows when that is over. */
    record UnderWay(CompletableFuture<Over> over) implements Found {}

    /** The same event is recorded. */
    record Recorded(Instant recordedAt) implements Found {}

    /** Another content is recorded under this id. */
    record OtherContent() implements Found {}
  }

  /** What one knows of an event when another request no longer has it under way. */
  public enum Over {
    /** It is recorded, or was turned away: one asks again. */
    KNOWN,
    /** The brokers did not say that they have it. */
    UNKNOWN
  }

  /** An id that is under way. */
  public final class Claim {

    private final Key key;
    private final String digest;
    private final CompletableFuture<Over> over = new CompletableFuture<>();

    private Claim(Key key, String digest) {
      this.key = key;
      this.digest = digest;
    }

    /** The brokers have it, there. */
    public void recorded(RecordMetadata there) {
      window.remember(
          key.source, key.id, Remembered.of(digest, Instant.ofEpochMilli(there.timestamp())));
      tail.passOver(there);
      end(Over.KNOWN);
    }

    /** It is not recorded. */
    public void turnedAway() {
      end(Over.KNOWN);
    }

    /** It is not known to be recorded. */
    public void lost() {
      end(Over.UNKNOWN);
    }

    private void end(Over how) {
      underWay.remove(key, this);
      over.complete(how);
    }
  }

  private record Key(String source, String id) {}

  private final Window window;
  private final ConcurrentMap<Key, Claim> underWay = new ConcurrentHashMap<>();
  private final Clock clock = Clock.systemUTC();
  private final Instant began = clock.instant();
  private final LogTail tail;
  private final Timer lag;

  Repeats(KafkaSettings kafka, RepeatSettings settings, MeterRegistry meters) {
    this.window = new Window(settings.eventsOfOnePartner(), settings.eventsOfAll());
    this.tail =
        new LogTail("repeats", kafka, settings.eventsOfAll(), this::hear, Clock.systemUTC());
    this.lag =
        Timer.builder("tocsin.intake.tail.lag")
            .description("from an event's append to this process knowing it")
            .register(meters);
    meters.gauge("tocsin.intake.remembered", window, Window::size);
  }

  void start(@Observes StartupEvent start, Followers followers) {
    followers.start(tail);
  }

  /** What is known of this event's id; if nothing, the id is under way from now on. */
  public Found find(EventHeader event) {
    var key = new Key(event.origin().toString(), event.id().value());
    var claim = new Claim(key, event.digest());
    Claim other = underWay.putIfAbsent(key, claim);
    if (other != null) {
      return new Found.UnderWay(other.over);
    }
    Optional<Remembered> remembered = window.find(key.source, key.id);
    if (remembered.isEmpty()) {
      return new Found.Nobody(claim);
    }
    claim.turnedAway();
    return remembered.get().hasDigest(event.digest())
        ? new Found.Recorded(Instant.ofEpochMilli(remembered.get().recordedAt()))
        : new Found.OtherContent();
  }

  private void hear(Heard heard) {
    if (heard.digest().length() == 64) {
      window.remember(
          heard.source(), heard.id(), Remembered.of(heard.digest(), heard.recordedAt()));
    }
    // What was there before this process began was not late.
    if (heard.recordedAt().isAfter(began)) {
      Duration since = Duration.between(heard.recordedAt(), clock.instant());
      lag.record(since.isNegative() ? Duration.ZERO : since);
    }
  }
}
