package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tocsin.service.log.LogOfTests.within;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.FocalPointChanged;
import org.tocsin.events.Origin;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.FocalPointStep;
import org.tocsin.events.vocabulary.Term;

/** What is written to the log as an event is read from it as the same event. */
class EventDecoderTest {

  private static Event designated() {
    var header =
        new EventHeader(
            new EventId("step-3"),
            Origin.of("/partners/first-partner"),
            new Subject.OfFocalPoint(),
            Optional.empty(),
            Optional.empty(),
            new OccurredAt("2016", Precision.YEAR),
            Optional.empty(),
            Optional.empty(),
            "0".repeat(64));
    return new Event(
        header,
        new FocalPointChanged(Term.of(FocalPointStep.DESIGNATED), null),
        new SealedPart.None());
  }

  @Test
  void anEventGoesThroughTheBrokerUnchangedAndTheOtherBytesBecomeDeadLetters() {
    try (var log = LogOfTests.shared(1)) {
      var event = designated();
      log.writer
          .append(log.topic, "focal-point", "not an event".getBytes(StandardCharsets.UTF_8))
          .join();
      log.writer
          .append(log.topic, event.header().subject().toString(), EventCodec.toCloudEvent(event))
          .join();
      List<Logged<Event>> read = new CopyOnWriteArrayList<>();
      var reader =
          new PartitionedReader<>(
              "events" + log.topic.name(),
              log.topic,
              log.kafka,
              log.database,
              new EventDecoder(),
              (_, batch) -> read.addAll(batch),
              log.deadLetters,
              log.meters,
              InstantSource.system());
      try {
        reader.start();
        within(20).until(() -> read.size() == 1);
      } finally {
        reader.stop();
      }
      assertEquals(event, read.getFirst().value());
      assertEquals(1, read.getFirst().offset());
      assertEquals(1, log.letters().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.tocsin.no-such-type.v1", "com.example.other"})
  void aCloudEventOfAnotherTypeIsUndecodable(String type) {
    var foreign =
        CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("/x"))
            .withType(type)
            .withData("application/json", "{}".getBytes(StandardCharsets.UTF_8))
            .build();
    var sent = KafkaMessageFactory.<String>createWriter("t", "k").writeBinary(foreign);
    var found = new ConsumerRecord<>("t", 0, 0, "k", sent.value());
    sent.headers().forEach(found.headers()::add);
    assertThrows(UndecodableException.class, () -> new EventDecoder().decode(found));
  }

  @Test
  void aTombstoneIsUndecodable() {
    assertThrows(
        UndecodableException.class,
        () -> new EventDecoder().decode(new ConsumerRecord<>("t", 0, 0, "k", null)));
  }
}
