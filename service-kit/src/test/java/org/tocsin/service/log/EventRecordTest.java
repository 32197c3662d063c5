package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;

/** An event's record is the one that the CloudEvents SDK writes. */
class EventRecordTest {

  private static final SubmissionReader READER =
      new SubmissionReader(new IdentityKey(new byte[32]));

  private static Event event(String type, String fields) throws IOException {
    var sent =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"specversion": "1.0", "id": "1", "source": "/x", "type": "org.tocsin.%s.v1",
                     "data": {"occurredAt": {"value": "2026-11-20", "precision": "day"},
                              "source": {"kind": "lawyer"}, %s}}
                    """
                        .formatted(type, fields));
    return assertInstanceOf(
            Submission.Accepted.class,
            READER.read(
                new Organisation("example-ngo"),
                Envelope.structured(sent),
                Instant.parse("2026-11-27T00:00:00Z")))
        .event();
  }

  /** With a severity and without one; of a case and of none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "act-reported \"caseRef\": \"c\", \"defenderRef\": \"d\", \"actType\": \"raid\", \"incidentState\": \"LI\"",
        "focal-point-changed \"step\": \"designated\""
      })
  void itHasTheSameKeyHeadersAndValue(String typeAndFields) throws IOException {
    String[] parts = typeAndFields.split(" ", 2);
    Event event = event(parts[0], parts[1]);
    ProducerRecord<String, byte[]> written = EventRecord.of(event);
    ProducerRecord<String, byte[]> expected =
        KafkaMessageFactory.createWriter(
                Topics.REPRISAL_EVENTS.name(), event.header().subject().toString())
            .writeBinary(EventCodec.toCloudEvent(event));
    assertEquals(expected.topic(), written.topic());
    assertEquals(expected.key(), written.key());
    assertEquals(headers(expected), headers(written));
    assertEquals(text(expected.value()), text(written.value()));
  }

  private static Map<String, String> headers(ProducerRecord<?, ?> found) {
    var headers = new TreeMap<String, String>();
    for (Header header : found.headers()) {
      assertEquals(null, headers.put(header.key(), text(header.value())), header.key());
    }
    return headers;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
