package org.tocsin.service.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.sealing.KeyName;

/** Reads the records of {@code sealing-keys}. */
final class WrappedKeyDecoder implements Decoder<WrappedKey> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public WrappedKey decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    KeyName name =
        Optional.ofNullable(found.key())
            .flatMap(KeyName::of)
            .orElseThrow(() -> new UndecodableException("not-a-key-name"));
    if (found.value() == null) {
      return new WrappedKey(name, Optional.empty());
    }
    try {
      String wrapped = JSON.readTree(found.value()).path("wrapped").textValue();
      if (wrapped != null) {
        return new WrappedKey(name, Optional.of(Base64.getDecoder().decode(wrapped)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UndecodableException("not-a-wrapped-key");
    }
    throw new UndecodableException("not-a-wrapped-key");
  }
}
