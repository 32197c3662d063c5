package org.tocsin.events.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tocsin.events.SealedPart;

/**
 * The sealed part on the log: {@code {"alg":"none","fields":{…}}} or {@code
 * {"alg":"A256GCM","keyId":…,"nonce":…,"ciphertext":…}}.
 */
final class SealedJson {

  private static final String PLAIN = "none";
  private static final String AES_GCM = "A256GCM";

  private SealedJson() {}

  static Optional<ObjectNode> write(SealedPart sealed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (sealed) {
      case SealedPart.None() -> Optional.empty();
      case SealedPart.Open(ObjectNode fields) ->
          Optional.of(json.put("alg", PLAIN).set("fields", fields));
      case SealedPart.Closed(String keyId, String nonce, String ciphertext) ->
          Optional.of(
              json.put("alg", AES_GCM)
                  .put("keyId", keyId)
                  .put("nonce", nonce)
                  .put("ciphertext", ciphertext));
    };
  }

  static SealedPart read(JsonNode json) throws UnreadableEventException {
    if (json == null) {
      return new SealedPart.None();
    }
    String algorithm = json.path("alg").asText();
    if (algorithm.equals(PLAIN) && json.path("fields") instanceof ObjectNode fields) {
      return new SealedPart.Open(fields);
    }
    if (algorithm.equals(AES_GCM)) {
      return new SealedPart.Closed(
          text(json, "keyId"), text(json, "nonce"), text(json, "ciphertext"));
    }
    throw new UnreadableEventException("unknown-sealing");
  }

  private static String text(JsonNode json, String name) throws UnreadableEventException {
    if (!json.path(name).isTextual()) {
      throw new UnreadableEventException("bad-sealing");
    }
    return json.path(name).textValue();
  }
}
