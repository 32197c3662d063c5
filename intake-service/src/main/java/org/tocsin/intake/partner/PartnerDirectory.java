package org.tocsin.intake.partner;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.tocsin.service.log.CompactedTopic;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/**
 * Who may post: the compacted topic {@code partner-directory}, followed in memory, so that a change
 * is in force everywhere within seconds.
 */
@Singleton
public class PartnerDirectory {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
  private static final Duration IN_FORCE = Duration.ofSeconds(5);

  private final CompactedTopic<Entry> entries;
  private final LogWriter log;
  private volatile Map<String, SecurityIdentity> byKeyHash = Map.of();

  PartnerDirectory(KafkaSettings kafka, LogWriter log) {
    this.log = log;
    this.entries =
        new CompactedTopic<>(
            Topics.PARTNER_DIRECTORY.name(),
            Topics.PARTNER_DIRECTORY,
            kafka,
            Entry::read,
            (key, entry) -> index(),
            Clock.systemUTC());
  }

  void start(@Observes StartupEvent start, Followers followers, FirstPartner first) {
    followers.start(entries);
    if (first.organisation().isPresent() && first.apiKeySha256().isPresent()) {
      var partner = first(first.organisation().get(), first.apiKeySha256().get());
      Thread.ofVirtual().start(() -> publishFirst(partner));
    }
  }

  private static List<Entry> first(String organisation, String sha256) {
    try {
      return List.of(
          Entry.of(new Partner(organisation, Partner.Status.ACTIVE, null, null)),
          Entry.of(new ApiKey(organisation, "first", sha256, null, null)));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("tocsin.partner.first: " + e.getMessage());
    }
  }

  /**
   * Whether the directory has been read to its end once; before that, an unknown key means nothing.
   */
  public boolean isKnown() {
    return entries.isCaughtUp();
  }

  /** Whose key this is, if it may post. */
  Optional<SecurityIdentity> find(String apiKey) {
    return Optional.ofNullable(byKeyHash.get(ApiKeys.hash(apiKey)));
  }

  /** The partner whose key stands in this {@code Authorization} header, if it may post. */
  public Optional<Caller> callerBy(String authorization) {
    return ApiKeys.in(authorization).flatMap(this::find).map(Caller::of);
  }

  Optional<Partner> partner(String organisation) {
    return entries.get(organisation).map(Entry::partner);
  }

  /** All partners by id. */
  List<Partner> partners() {
    return entries.all().values().stream()
        .map(Entry::partner)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Partner::organisation))
        .toList();
  }

  Optional<ApiKey> key(String organisation, String keyId) {
    return entries.get(Entry.key(organisation, keyId)).map(Entry::apiKey);
  }

  /** A partner's keys, also those that were revoked, by id. */
  List<ApiKey> keys(String organisation) {
    return entries.all().values().stream()
        .map(Entry::apiKey)
        .filter(key -> key != null && key.organisation().equals(organisation))
        .sorted(Comparator.comparing(ApiKey::keyId))
        .toList();
  }

  /**
   * Puts an entry into the directory.
   *
   * @return once the brokers have it and it is in force in this process; fails otherwise
   */
  CompletableFuture<RecordMetadata> put(Entry entry) {
    return log.append(Topics.PARTNER_DIRECTORY, entry.key(), entry.bytes())
        .thenApplyAsync(appended -> awaitInForce(entry, appended), Thread::startVirtualThread);
  }

  private RecordMetadata awaitInForce(Entry entry, RecordMetadata appended) {
    long deadline = System.nanoTime() + IN_FORCE.toNanos();
    try {
      // Somebody may have changed it again meanwhile: then this is over soon as well.
      while (!entries.get(entry.key()).equals(Optional.of(entry)) && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return appended;
  }

  private void publishFirst(List<Entry> first) {
    try {
      while (!entries.awaitCaughtUp(Duration.ofMinutes(1))) {
        // The brokers are not there yet; the readiness check says so.
      }
      for (Entry entry : first) {
        boolean known = entries.get(entry.key()).isPresent();
        while (!known) {
          known = put(entry).handle((metadata, failure) -> failure == null).join();
          if (!known) {
            Thread.sleep(PAUSE);
          }
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void index() {
    var all = entries.all();
    Map<String, SecurityIdentity> identities = new HashMap<>();
    all.values().stream()
        .map(Entry::partner)
        .filter(partner -> partner != null && partner.status() == Partner.Status.ACTIVE)
        .forEach(partner -> identities.put(partner.organisation(), Caller.of(partner).identity()));
    Map<String, SecurityIdentity> index = new HashMap<>();
    all.values().stream()
        .map(Entry::apiKey)
        .filter(key -> key != null && key.isValid() && identities.containsKey(key.organisation()))
        .forEach(key -> index.put(key.sha256(), identities.get(key.organisation())));
    byKeyHash = Map.copyOf(index);
  }
}
