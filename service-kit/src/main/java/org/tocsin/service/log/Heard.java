package org.tocsin.service.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.tocsin.events.codec.EventCodec;

/**
 * What the headers of an event's record tell, without a look at its data.
 *
 * @param source who wrote it, such as {@code /partners/example-ngo}
 * @param type as it stands on the wire, such as {@code org.tocsin.event-corrected.v1}
 * @param id the event's
 * @param digest keyed digest of the whole content
 * @param severity how grave the news is, as a code; empty where it is none
 * @param recordedAt the broker's append time
 */
public record Heard(
    String source,
    String type,
    String id,
    String digest,
    Optional<String> severity,
    Instant recordedAt) {

  /** Empty where a header is missing: whoever reads the data deals with that. */
  static Optional<Heard> of(ConsumerRecord<?, ?> found) {
    String source = text(found, "ce_source");
    String type = text(found, "ce_type");
    String id = text(found, "ce_id");
    String digest = text(found, "ce_" + EventCodec.DIGEST);
    return source == null || type == null || id == null || digest == null
        ? Optional.empty()
        : Optional.of(
            new Heard(
                source,
                type,
                id,
                digest,
                Optional.ofNullable(text(found, "ce_" + EventCodec.SEVERITY)),
                Instant.ofEpochMilli(found.timestamp())));
  }

  private static String text(ConsumerRecord<?, ?> found, String name) {
    Header header = found.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
