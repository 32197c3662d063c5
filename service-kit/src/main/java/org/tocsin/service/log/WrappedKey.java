package org.tocsin.service.log;

import java.util.Optional;
import org.tocsin.events.sealing.KeyName;

/**
 * A data key in {@code sealing-keys}.
 *
 * @param name which data key
 * @param wrapped under the key-encryption keyset; empty if the key is destroyed
 */
public record WrappedKey(KeyName name, Optional<byte[]> wrapped) implements KeyRecord {

  @Override
  public String owner() {
    return name.owner();
  }
}
