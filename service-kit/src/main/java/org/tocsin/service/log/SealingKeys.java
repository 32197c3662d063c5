package org.tocsin.service.log;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;

/**
 * Makes data keys, each durable in {@code sealing-keys} before it is given out. Safe for use by
 * many threads.
 */
public final class SealingKeys {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LogWriter log;
  private final KeyEncryption encryption;

  public SealingKeys(LogWriter log, KeyEncryption encryption) {
    this.log = log;
    this.encryption = encryption;
  }

  /**
   * A new key; completes when the brokers have its wrapped form, and fails if they do not take it.
   *
   * @param owner see {@link org.tocsin.events.sealing.KeyName#ownerOf}
   */
  public CompletableFuture<DataKey> create(String owner) {
    DataKey key = DataKey.create(owner);
    byte[] value =
        JSON.createObjectNode()
            .put("alg", "tink-aead")
            .put("wrapped", Base64.getEncoder().encodeToString(encryption.wrap(key)))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return log.appendBeside(Topics.SEALING_KEYS, owner, key.name().toString(), value)
        .thenApply(durable -> key);
  }
}
