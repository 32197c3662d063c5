package org.tocsin.intake.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.tocsin.events.identity.Organisation;
import org.tocsin.service.log.CompactedTopic;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.UndecodableException;

/**
 * Who may post: the compacted topic {@code partner-directory}, followed in memory, so that a change
 * is in force everywhere within seconds.
 */
@ApplicationScoped
public class PartnerDirectory {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          // A field that a later version adds must not shut a partner out.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final long PAUSE_MILLIS = 500;

  private final CompactedTopic<Partner> partners;
  private final LogWriter log;
  private volatile Map<String, Organisation> byKeyHash = Map.of();

  PartnerDirectory(KafkaSettings kafka, LogWriter log) {
    this.log = log;
    this.partners =
        new CompactedTopic<>(
            Topics.PARTNER_DIRECTORY.name(),
            Topics.PARTNER_DIRECTORY,
            kafka,
            PartnerDirectory::read,
            (organisation, partner) -> index(),
            Clock.systemUTC());
  }

  void start(@Observes StartupEvent start, Followers followers, FirstPartner first) {
    followers.start(partners);
    if (first.organisation().isPresent() && first.apiKeySha256().isPresent()) {
      var partner = first(first.organisation().get(), first.apiKeySha256().get());
      Thread.ofVirtual().start(() -> publishFirst(partner));
    }
  }

  private static Partner first(String organisation, String sha256) {
    try {
      return new Partner(
          organisation, Partner.Status.ACTIVE, List.of(new Partner.ApiKey("first", sha256)));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("tocsin.partner.first: " + e.getMessage());
    }
  }

  /**
   * Whether the directory has been read to its end once; before that, an unknown key means nothing.
   */
  public boolean isKnown() {
    return partners.isCaughtUp();
  }

  /** The organisation whose key this is, if it may post. */
  public Optional<Organisation> find(String apiKey) {
    return Optional.ofNullable(byKeyHash.get(ApiKeys.hash(apiKey)));
  }

  /** Puts a partner into the directory; completes when the brokers have it. */
  public CompletableFuture<RecordMetadata> put(Partner partner) {
    return log.append(Topics.PARTNER_DIRECTORY, partner.organisation(), write(partner));
  }

  private void publishFirst(Partner first) {
    try {
      while (!partners.awaitCaughtUp(Duration.ofMinutes(1))) {
        // The brokers are not there yet; the readiness check says so.
      }
      boolean known = partners.get(first.organisation()).isPresent();
      while (!known) {
        known = put(first).handle((metadata, failure) -> failure == null).join();
        if (!known) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void index() {
    byKeyHash =
        partners.all().values().stream()
            .filter(partner -> partner.status() == Partner.Status.ACTIVE)
            .flatMap(
                partner -> partner.apiKeys().stream().map(key -> Map.entry(key.sha256(), partner)))
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> new Organisation(entry.getValue().organisation()),
                    (one, other) -> one));
  }

  private static Partner read(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      return JSON.readValue(found.value(), Partner.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new UndecodableException("not-a-partner");
    }
  }

  private static byte[] write(Partner partner) {
    try {
      return JSON.writeValueAsBytes(partner);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a partner can be written", e);
    }
  }
}
