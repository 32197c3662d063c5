package org.tocsin.intake.sealing;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.ErasedOwners;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.SealingKeys;

/**
 * The data keys that this process seals with: one for each defender, made when it is first seen
 * here, and given out only after the brokers have its wrapped form in {@code sealing-keys}. None is
 * made for a defender whose erasure was ordered, until the desk allows it (DOMAIN.md, section 6,
 * rule 11).
 */
@Singleton
public class DataKeys {

  private static final int CACHED = 20_000;

  private final ErasedOwners erased;
  private final SealingKeys keys;
  private final AsyncCache<String, DataKey> byOwner =
      Caffeine.newBuilder().maximumSize(CACHED).executor(Runnable::run).buildAsync();

  DataKeys(
      KafkaSettings kafka,
      LogWriter log,
      @ConfigProperty(name = "tocsin.sealing.keyset-file") Path keyset) {
    this.erased = new ErasedOwners("sealing-keys", kafka, this::drop, Clock.systemUTC());
    try {
      this.keys = new SealingKeys(log, new KeyEncryption(keyset, Clock.systemUTC()));
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.sealing.keyset-file: " + e.getMessage());
    }
  }

  void start(@Observes StartupEvent start, Followers followers) {
    followers.start(erased);
  }

  /**
   * The owner's key; completes when it is durable. Fails if the brokers do not take it, and with a
   * {@link DefenderErasedException} for an owner that is erased. Right after the start it waits
   * until it is known who that is.
   *
   * @param owner see {@link KeyName#ownerOf}
   */
  public CompletableFuture<DataKey> of(String owner) {
    if (erased.blocks(owner)) {
      return CompletableFuture.failedFuture(new DefenderErasedException());
    }
    CompletableFuture<DataKey> there = byOwner.getIfPresent(owner);
    return there != null ? there : byOwner.get(owner, (absent, executor) -> make(absent));
  }

  private CompletableFuture<DataKey> make(String owner) {
    CompletableFuture<Void> known = erased.caughtUp();
    return known.isDone()
        ? keys.create(owner)
        : known.thenCompose(now -> createUnlessErased(owner));
  }

  private CompletableFuture<DataKey> createUnlessErased(String owner) {
    return erased.blocks(owner)
        ? CompletableFuture.failedFuture(new DefenderErasedException())
        : keys.create(owner);
  }

  /** A key that was destroyed seals nothing more. */
  private void drop(KeyName destroyed) {
    CompletableFuture<DataKey> cached = byOwner.getIfPresent(destroyed.owner());
    if (cached != null
        && cached.isDone()
        && !cached.isCompletedExceptionally()
        && cached.join().name().equals(destroyed)) {
      byOwner.synchronous().invalidate(destroyed.owner());
    }
  }
}
