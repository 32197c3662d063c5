package org.tocsin.intake.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.service.log.UndecodableException;

/**
 * A record of the directory: a partner, or one of its keys.
 *
 * @param partner or null
 * @param apiKey or null
 */
record Entry(Partner partner, ApiKey apiKey) {

  private static final char SEPARATOR = '/';
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          // A field that a later version adds must not shut a partner out.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  static Entry of(Partner partner) {
    return new Entry(partner, null);
  }

  static Entry of(ApiKey apiKey) {
    return new Entry(null, apiKey);
  }

  static Entry read(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      Entry entry =
          found.key().indexOf(SEPARATOR) < 0
              ? of(JSON.readValue(found.value(), Partner.class))
              : of(JSON.readValue(found.value(), ApiKey.class));
      if (entry.equals(new Entry(null, null)) || !entry.key().equals(found.key())) {
        throw new UndecodableException("not-an-entry");
      }
      return entry;
    } catch (IOException | IllegalArgumentException e) {
      throw new UndecodableException("not-an-entry");
    }
  }

  static String key(String organisation, String keyId) {
    return organisation + SEPARATOR + keyId;
  }

  /** Under which it stands in the directory. */
  String key() {
    return partner != null ? partner.organisation() : key(apiKey.organisation(), apiKey.keyId());
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(Optional.<Object>ofNullable(partner).orElse(apiKey));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry can be written", e);
    }
  }
}
