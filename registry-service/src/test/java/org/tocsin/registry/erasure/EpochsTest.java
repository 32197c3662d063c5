package org.tocsin.registry.erasure;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.cluster.secrets.Keyset;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.registry.SecretsResource;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.KeyRecordDecoder;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.UndecodableException;
import org.tocsin.service.log.WholeTopic;
import org.tocsin.service.log.WrappedKey;

/** Copies of data keys that no tombstone reaches open nothing once their epoch is destroyed. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class EpochsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  StaffResource.Staff staff;
  KeyEncryption encryption;
  @Inject LogWriter log;
  @Inject KafkaSettings kafka;

  @ConfigProperty(name = "tocsin.sealing.keyset-file")
  Path keyset;

  @Test
  void afterARotationDataKeysAreWrappedAnewAndOldCopiesCanBeMadeUseless() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    DataKey key = DataKey.create(UUID.randomUUID().toString());
    byte[] backup = encryption.wrap(key);
    publish(key, backup);
    await().atMost(SOON).until(() -> state().getBoolean("followed"));
    long first = state().getLong("primary");
    assertTrue(state().getInt("dataKeys.'" + first + "'") > 0);

    Keyset.rotate(keyset);
    await()
        .atMost(SOON)
        .until(() -> state().getLong("primary") != first && state().getBoolean("oldMayGo"));
    assertEquals(
        List.of(state().getString("primary")), List.copyOf(state().getMap("dataKeys").keySet()));
    byte[] anew = newest(key);
    assertNotEquals(first, KeyEncryption.epochOf(anew).orElseThrow());
    assertTrue(encryption.unwrap(key.name(), backup).isPresent(), "an old copy opens until then");

    Keyset.destroyOld(keyset);
    await().atMost(SOON).until(() -> encryption.unwrap(key.name(), backup).isEmpty());
    assertEquals(key.secret(), encryption.unwrap(key.name(), anew).orElseThrow().secret());
    await().atMost(SOON).until(() -> state().getList("keyset").size() == 1);
  }

  private byte[] newest(DataKey key) {
    var values = new CopyOnWriteArrayList<byte[]>();
    WholeTopic.read(
        kafka,
        Topics.SEALING_KEYS,
        found -> {
          try {
            if (new KeyRecordDecoder().decode(found) instanceof WrappedKey one
                && one.name().equals(key.name())) {
              one.wrapped().ifPresent(values::add);
            }
          } catch (UndecodableException noKey) {
            // Another test's.
          }
        });
    return values.getLast();
  }

  private JsonPath state() {
    return given()
        .auth()
        .preemptive()
        .basic("ops", staff.password("ops"))
        .get("/v1/keyset")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private void publish(DataKey key, byte[] wrapped) {
    byte[] value =
        JsonNodeFactory.instance
            .objectNode()
            .put("wrapped", Base64.getEncoder().encodeToString(wrapped))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    log.appendBeside(Topics.SEALING_KEYS, key.name().owner(), key.name().toString(), value).join();
  }
}
