package org.tocsin.events;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The part of an event that can tell who or where a person is: references, names, narrative, place.
 */
public sealed interface SealedPart {

  /** In plain text: before it is sealed, or opened for a reader who may. Never in the log. */
  record Open(ObjectNode fields) implements SealedPart {}

  /**
   * Encrypted under a data key that belongs to one defender (AES-256-GCM; event id, type and case
   * id are associated data).
   *
   * @param keyId which data key
   * @param nonce base64
   * @param ciphertext base64
   */
  record Closed(String keyId, String nonce, String ciphertext) implements SealedPart {}

  /** Nothing to hide in it. */
  record None() implements SealedPart {}
}
