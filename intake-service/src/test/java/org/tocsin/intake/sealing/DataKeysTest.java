package org.tocsin.intake.sealing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.log.Follower;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** Keys of this process, against a real broker. */
class DataKeysTest {

  private final KafkaSettings kafka = KafkaSettings.of(Infrastructure.kafka());
  private final LogWriter log = new LogWriter(kafka);
  private final List<Follower> running = new ArrayList<>();
  private final String owner = UUID.randomUUID().toString();
  private Path keyset;

  @BeforeEach
  void keyset(@TempDir Path folder) throws Exception {
    AeadConfig.register();
    keyset =
        Files.writeString(
            folder.resolve("keyset.json"),
            TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                InsecureSecretKeyAccess.get()));
    Topics.ensure(kafka, Topics.SEALING_KEYS);
  }

  @AfterEach
  void end() {
    running.forEach(Follower::stop);
    log.close();
  }

  @Test
  void anErasedDefenderGetsNoKeyAlsoFromAProcessThatHasJustStarted() throws Exception {
    DataKeys before = started();
    DataKey key = soon(before, owner);
    mark(ErasureMark.erased(owner, Instant.now()));
    DataKeys afterARestart = started();
    assertErased(afterARestart);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertErased(before));
    mark(ErasureMark.erased(owner, Instant.now()).allowing(Instant.now()));
    log.appendBeside(Topics.SEALING_KEYS, owner, key.name().toString(), null).join();
    assertEquals(owner, soon(started(), owner).name().owner());
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertNotEquals(key.name(), soon(before, owner).name()));
  }

  @Test
  void aMarkThatCannotBeReadBlocks() throws Exception {
    log.appendBeside(Topics.SEALING_KEYS, owner, owner + "/erased", new byte[] {'x'}).join();
    assertErased(started());
  }

  private void assertErased(DataKeys keys) {
    var failed = assertThrows(ExecutionException.class, () -> soon(keys, owner));
    assertInstanceOf(DefenderErasedException.class, failed.getCause());
  }

  private static DataKey soon(DataKeys keys, String owner) throws Exception {
    return keys.of(owner).get(20, TimeUnit.SECONDS);
  }

  private void mark(ErasureMark mark) {
    log.appendBeside(Topics.SEALING_KEYS, owner, mark.key(), mark.value()).join();
  }

  private DataKeys started() {
    var keys = new DataKeys(kafka, log, keyset);
    var followers =
        new Followers() {
          @Override
          public <F extends Follower> F start(F follower) {
            running.add(follower);
            return super.start(follower);
          }
        };
    keys.start(null, followers);
    return keys;
  }
}
