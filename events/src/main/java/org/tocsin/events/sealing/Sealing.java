package org.tocsin.events.sealing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.JsonBytes;

/**
 * Seals and opens the part of an event that can tell who or where a person is: AES-256-GCM (NIST SP
 * 800-38D) with a fresh random nonce of 96 bits. Event id, type and subject are associated data, so
 * that a ciphertext that was moved to another event, or altered, does not open. Safe for use by
 * many threads.
 */
public final class Sealing {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ThreadLocal<SecureRandom> RANDOM =
      ThreadLocal.withInitial(SecureRandom::new);
  private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Sealing::cipher);

  private Sealing() {}

  /** The event with its sealed part closed; as it is where that is closed or empty already. */
  public static Event seal(Event event, DataKey key) {
    if (!(event.sealed() instanceof SealedPart.Open(ObjectNode fields))) {
      return event;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.get().nextBytes(nonce);
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(Cipher.ENCRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated(event));
      byte[] ciphertext = cipher.doFinal(JsonBytes.of(fields));
      Base64.Encoder base64 = Base64.getEncoder();
      return new Event(
          event.header(),
          event.body(),
          new SealedPart.Closed(
              key.name().keyId(), base64.encodeToString(nonce), base64.encodeToString(ciphertext)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JSON tree can be sealed", e);
    }
  }

  /**
   * The event with its sealed part open; as it is where that is open or empty already.
   *
   * @return empty if the key is another one, or if ciphertext or event were altered
   */
  public static Optional<Event> open(Event event, DataKey key) {
    if (!(event.sealed() instanceof SealedPart.Closed closed)) {
      return Optional.of(event);
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      Cipher cipher = CIPHER.get();
      cipher.init(
          Cipher.DECRYPT_MODE,
          key.secret(),
          new GCMParameterSpec(TAG_BITS, base64.decode(closed.nonce())));
      cipher.updateAAD(associated(event));
      byte[] plain = cipher.doFinal(base64.decode(closed.ciphertext()));
      return JSON.readTree(plain) instanceof ObjectNode fields
          ? Optional.of(EventCodec.opened(event, fields))
          : Optional.empty();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Each part goes in with its length before it, so that no two events have the same. */
  private static byte[] associated(Event event) {
    byte[] id = event.header().id().value().getBytes(StandardCharsets.UTF_8);
    byte[] type = event.type().wireName().getBytes(StandardCharsets.UTF_8);
    byte[] subject = event.header().subject().toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(12 + id.length + type.length + subject.length);
    for (byte[] part : new byte[][] {id, type, subject}) {
      all.putInt(part.length).put(part);
    }
    return all.array();
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in GCM", e);
    }
  }
}
