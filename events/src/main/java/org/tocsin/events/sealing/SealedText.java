package org.tocsin.events.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A text that may name a person and belongs to no event, such as why somebody broke the glass:
 * AES-256-GCM under a data key of one defender, so that it goes when the defender is erased.
 *
 * @param owner whose data key it is
 * @param keyId which of the owner's keys
 * @param nonce base64, fresh and random
 * @param ciphertext base64
 */
public record SealedText(String owner, String keyId, String nonce, String ciphertext) {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Seals a text.
   *
   * @param boundTo where it belongs; it does not open anywhere else
   */
  public static SealedText seal(String text, String boundTo, DataKey key) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] ciphertext =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, boundTo)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      Base64.Encoder base64 = Base64.getEncoder();
      return new SealedText(
          key.name().owner(),
          key.name().keyId(),
          base64.encodeToString(nonce),
          base64.encodeToString(ciphertext));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a text can be sealed", e);
    }
  }

  /** The text; empty if the key is another one, it belongs elsewhere, or it was altered. */
  public Optional<String> open(String boundTo, DataKey key) {
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, key, base64.decode(nonce), boundTo)
              .doFinal(base64.decode(ciphertext));
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Which data key opens it. */
  public KeyName keyName() {
    return new KeyName(owner, keyId);
  }

  private static Cipher cipher(int mode, DataKey key, byte[] nonce, String boundTo)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
