package org.tocsin.events.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;

class SealingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CANARY = "Zanahoria Ejemplo";

  @TempDir Path folder;

  @BeforeAll
  static void tink() throws GeneralSecurityException {
    AeadConfig.register();
  }

  @Test
  void aSealedPartOpensUnderItsKeyAndIsNowhereInPlainText() throws Exception {
    Event event = event("seal-1");
    DataKey key = DataKey.create(KeyName.ownerOf(event));
    Event closed = Sealing.seal(event, key);
    assertInstanceOf(SealedPart.Closed.class, closed.sealed());
    assertFalse(new String(EventCodec.toCloudEvent(closed).getData().toBytes()).contains("Zanah"));
    Event logged = EventCodec.fromCloudEvent(EventCodec.toCloudEvent(closed));
    Event opened = Sealing.open(logged, key).orElseThrow();
    assertEquals(event.sealed(), opened.sealed());
    assertEquals(event.body(), opened.body());
  }

  @Test
  void theSameEventSealedTwiceHasAnotherNonceAndAnotherCiphertext() throws Exception {
    DataKey key = DataKey.create("owner");
    var one = (SealedPart.Closed) Sealing.seal(event("seal-1"), key).sealed();
    var two = (SealedPart.Closed) Sealing.seal(event("seal-1"), key).sealed();
    assertNotEquals(one.nonce(), two.nonce());
    assertNotEquals(one.ciphertext(), two.ciphertext());
  }

  @Test
  void movedOrAlteredCiphertextDoesNotOpen() throws Exception {
    DataKey key = DataKey.create("owner");
    Event closed = Sealing.seal(event("seal-1"), key);
    var part = (SealedPart.Closed) closed.sealed();
    EventHeader header = closed.header();
    var other = new ArrayList<Event>();
    other.add(new Event(event("seal-2").header(), closed.body(), part));
    other.add(
        new Event(
            new EventHeader(
                header.id(),
                header.origin(),
                Subject.of("state/CH").orElseThrow(),
                header.defender(),
                header.incident(),
                header.occurredAt(),
                header.source(),
                header.language(),
                header.digest()),
            closed.body(),
            part));
    other.add(new Event(header, retraction().body(), part));
    for (int i = 0; i < part.ciphertext().length() - 2; i += 7) {
      char changed = part.ciphertext().charAt(i) == 'A' ? 'B' : 'A';
      String text =
          part.ciphertext().substring(0, i) + changed + part.ciphertext().substring(i + 1);
      other.add(
          new Event(
              header, closed.body(), new SealedPart.Closed(part.keyId(), part.nonce(), text)));
    }
    other.forEach(event -> assertTrue(Sealing.open(event, key).isEmpty()));
    assertTrue(Sealing.open(closed, DataKey.create("owner")).isEmpty());
    assertTrue(Sealing.open(closed, key).isPresent());
  }

  @Test
  void afterARotationNewKeysAreWrappedAnewAndOldOnesStillOpen() throws Exception {
    Path file = folder.resolve("keyset.json");
    KeysetHandle first = keyset();
    write(file, first, 1);
    var now = new AtomicReference<>(Instant.EPOCH);
    var encryption = new KeyEncryption(file, now::get);
    DataKey old = DataKey.create("owner");
    byte[] wrapped = encryption.wrap(old);
    write(file, withNewPrimary(first), 2);
    now.set(Instant.EPOCH.plusSeconds(2));
    DataKey fresh = DataKey.create("owner");
    byte[] wrappedAnew = encryption.wrap(fresh);
    assertEquals(old, encryption.unwrap(old.name(), wrapped).orElseThrow());
    assertEquals(fresh, encryption.unwrap(fresh.name(), wrappedAnew).orElseThrow());
    write(file, first, 3);
    var onlyTheOld = new KeyEncryption(file, InstantSource.system());
    assertTrue(onlyTheOld.unwrap(fresh.name(), wrappedAnew).isEmpty());
    write(file, withNewPrimary(first), 4);
    assertTrue(onlyTheOld.unwrap(old.name(), wrapped).isPresent());
  }

  @Test
  void aWrappedKeyOpensUnderItsOwnNameOnly() throws Exception {
    Path file = folder.resolve("keyset.json");
    write(file, keyset(), 1);
    var encryption = new KeyEncryption(file, InstantSource.system());
    DataKey key = DataKey.create("owner");
    byte[] wrapped = encryption.wrap(key);
    for (KeyName name :
        List.of(new KeyName("other", key.name().keyId()), new KeyName("owner", "other"))) {
      assertTrue(encryption.unwrap(name, wrapped).isEmpty());
    }
  }

  @Test
  void aFileThatIsNoKeysetIsRefusedWithoutTellingWhatIsInIt() throws Exception {
    Path file = Files.writeString(folder.resolve("keyset.json"), "{\"key\": \"Zanahoria\"}");
    var refused =
        assertThrows(IOException.class, () -> new KeyEncryption(file, InstantSource.system()));
    assertTrue(refused.getMessage().contains("keyset.json"));
    assertFalse(refused.getMessage().contains("Zanahoria"));
  }

  private static KeysetHandle keyset() throws GeneralSecurityException {
    return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
  }

  private static KeysetHandle withNewPrimary(KeysetHandle keyset) throws GeneralSecurityException {
    return KeysetHandle.newBuilder(keyset)
        .addEntry(
            KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary())
        .build();
  }

  private static void write(Path file, KeysetHandle keyset, long version) throws Exception {
    Files.writeString(
        file, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(version)));
  }

  private static Event retraction() throws Exception {
    return submitted(
        "seal-3", "event-retracted", "\"retracts\": \"seal-1\", \"reason\": \"an error\"");
  }

  private static Event event(String id) throws Exception {
    return submitted(
        id,
        "act-reported",
        "\"actType\": \"raid\", \"incidentState\": \"CH\", \"summary\": \"" + CANARY + "\"");
  }

  private static Event submitted(String id, String type, String fields) throws Exception {
    String data =
        """
        {"specversion": "1.0", "id": "%s", "source": "/partners/example-ngo", "type": "org.tocsin.%s.v1",
         "data": {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "caseRef": "c", "defenderRef": "%s",
                  "source": {"kind": "lawyer"}, %s}}
        """
            .formatted(new EventId(id), type, CANARY, fields);
    var reader = new SubmissionReader(new IdentityKey(new byte[32]));
    var read =
        reader.read(
            new Organisation("example-ngo"),
            Envelope.structured((ObjectNode) JSON.readTree(data)),
            Instant.parse("2026-11-24T00:00:00Z"));
    return assertInstanceOf(Submission.Accepted.class, read).event();
  }
}
