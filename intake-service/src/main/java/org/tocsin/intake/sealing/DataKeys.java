package org.tocsin.intake.sealing;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.SealingKeys;
import org.tocsin.service.log.Tombstones;
import org.tocsin.service.log.Topics;

/**
 * The data keys that this process seals with: one for each defender, made when it is first seen
 * here, and given out only after the brokers have its wrapped form in {@code sealing-keys}.
 */
@ApplicationScoped
public class DataKeys {

  private static final int CACHED = 20_000;

  private final KafkaSettings kafka;
  private final SealingKeys keys;
  private final AsyncCache<String, DataKey> byOwner =
      Caffeine.newBuilder().maximumSize(CACHED).executor(Runnable::run).buildAsync();

  DataKeys(
      KafkaSettings kafka,
      LogWriter log,
      @ConfigProperty(name = "tocsin.sealing.keyset-file") Path keyset) {
    this.kafka = kafka;
    try {
      this.keys = new SealingKeys(log, new KeyEncryption(keyset, Clock.systemUTC()));
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.sealing.keyset-file: " + e.getMessage());
    }
  }

  void start(@Observes StartupEvent start, Followers followers) {
    followers.start(
        new Tombstones("sealing-keys", Topics.SEALING_KEYS, kafka, this::drop, Clock.systemUTC()));
  }

  /**
   * The owner's key; completes when it is durable, and fails if the brokers do not take it.
   *
   * @param owner see {@link KeyName#ownerOf}
   */
  public CompletableFuture<DataKey> of(String owner) {
    CompletableFuture<DataKey> there = byOwner.getIfPresent(owner);
    return there != null ? there : byOwner.get(owner, (absent, executor) -> keys.create(absent));
  }

  /** A key that was destroyed seals nothing more. */
  private void drop(String destroyed) {
    KeyName.of(destroyed)
        .ifPresent(
            name -> {
              CompletableFuture<DataKey> cached = byOwner.getIfPresent(name.owner());
              if (cached != null
                  && cached.isDone()
                  && !cached.isCompletedExceptionally()
                  && cached.join().name().equals(name)) {
                byOwner.synchronous().invalidate(name.owner());
              }
            });
  }
}
