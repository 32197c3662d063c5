package org.tocsin.service.log;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.codec.EventCodec;

/**
 * An event as a record of {@code reprisal-events}: a CloudEvent in the binary mode of the Kafka
 * binding, under its subject. It is what the CloudEvents SDK writes, without its objects in between
 * (docs/performance.md).
 */
final class EventRecord {

  private static final byte[] SPECIFICATION = bytes("1.0");
  private static final byte[] JSON = bytes("application/json");

  private EventRecord() {}

  static ProducerRecord<String, byte[]> of(Event event) {
    EventHeader header = event.header();
    String subject = header.subject().toString();
    var written =
        new ProducerRecord<>(Topics.REPRISAL_EVENTS.name(), subject, EventCodec.toJson(event));
    Headers headers = written.headers();
    headers.add("ce_specversion", SPECIFICATION);
    headers.add("ce_id", bytes(header.id().value()));
    headers.add("ce_source", bytes(header.origin().toString()));
    headers.add("ce_type", bytes(event.type().wireName()));
    headers.add("content-type", JSON);
    headers.add("ce_subject", bytes(subject));
    headers.add("ce_" + EventCodec.DIGEST, bytes(header.digest()));
    event
        .severity()
        .ifPresent(grave -> headers.add("ce_" + EventCodec.SEVERITY, bytes(grave.code())));
    return written;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
