package org.tocsin.service.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.sealing.KeyName;

/** Reads the records of {@code sealing-keys}. */
public final class KeyRecordDecoder implements Decoder<KeyRecord> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public KeyRecord decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    KeyName name =
        Optional.ofNullable(found.key())
            .flatMap(KeyName::of)
            .orElseThrow(() -> new UndecodableException("not-a-key-name"));
    if (name.keyId().equals(ErasureMark.NAME)) {
      return ErasureMark.read(name.owner(), found.value());
    }
    return name.keyId().startsWith(ErasureProof.PREFIX)
        ? ErasureProof.read(name.owner(), name.keyId(), found.value())
        : dataKey(name, found.value());
  }

  private static WrappedKey dataKey(KeyName name, byte[] value) throws UndecodableException {
    if (value == null) {
      return new WrappedKey(name, Optional.empty());
    }
    try {
      String wrapped = JSON.readTree(value).path("wrapped").textValue();
      if (wrapped != null) {
        return new WrappedKey(name, Optional.of(Base64.getDecoder().decode(wrapped)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UndecodableException("not-a-wrapped-key");
    }
    throw new UndecodableException("not-a-wrapped-key");
  }
}
