package org.tocsin.events.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventType;
import org.tocsin.events.Fixture;
import org.tocsin.events.SealedPart;

class EventCodecTest {

  /**
   * What a reader of the log must understand for ever: written once for each type, never changed.
   */
  private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");

  static Stream<EventType> everyType() {
    return Stream.of(EventType.values());
  }

  static Stream<String> partnerTypes() {
    return everyType().filter(EventType::isOfPartners).map(EventType::code);
  }

  @ParameterizedTest
  @MethodSource("partnerTypes")
  void anEventOfEveryPartnerTypeStandsInTheLogAsItsGoldenFileSays(String type) throws Exception {
    Event event = Fixture.accepted(Fixture.submission(type));
    assertEquals(golden(type), structured(EventCodec.toCloudEvent(event)));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void aGoldenFileOfEveryTypeIsReadAndWrittenBackUnchanged(EventType type) throws Exception {
    ObjectNode golden = golden(type.code());
    Event event = EventCodec.fromCloudEvent(cloudEvent(golden));
    assertEquals(type, event.type());
    assertEquals(golden, structured(EventCodec.toCloudEvent(event)));
  }

  @Test
  void whatTheDeskRecordsSaysByWhom() throws Exception {
    ObjectNode golden = golden("communication-sent-by-the-desk");
    Event event = EventCodec.fromCloudEvent(cloudEvent(golden));
    assertEquals(Optional.of("desk"), event.header().by());
    assertEquals(golden, structured(EventCodec.toCloudEvent(event)));
  }

  @Test
  void thePublicPartHoldsNothingThatIsSealed() {
    String data =
        EventCodec.publicData(Fixture.accepted(Fixture.submission("act-reported"))).toString();
    Stream.of("case-1", "defender-1", "airport-7", "source-7", "Intercepted", "Example Airport")
        .forEach(secret -> assertFalse(data.contains(secret), secret));
  }

  @Test
  void anUnknownCodeSurvivesARoundTrip() throws Exception {
    ObjectNode submission = Fixture.submission("act-reported");
    ((ObjectNode) submission.get("data")).put("actType", "a-new-kind");
    Event event = EventCodec.fromCloudEvent(EventCodec.toCloudEvent(Fixture.accepted(submission)));
    assertTrue(
        event.body() instanceof ActReported act && act.actType().code().equals("a-new-kind"));
  }

  @Test
  void aFieldThatALaterVersionAddsIsLeftAlone() throws Exception {
    ObjectNode golden = golden("act-reported");
    ((ObjectNode) golden.get("data")).put("addedLater", 1);
    assertEquals(EventType.ACT_REPORTED, EventCodec.fromCloudEvent(cloudEvent(golden)).type());
  }

  @Test
  void aClosedSealedPartIsKeptAndItsFieldsAreNull() throws Exception {
    Event open = Fixture.accepted(Fixture.submission("act-reported"));
    var closed =
        new Event(
            open.header(), open.body(), new SealedPart.Closed("key-1", "bm9uY2U=", "Y2lwaGVy"));
    Event read = EventCodec.fromCloudEvent(EventCodec.toCloudEvent(closed));
    assertEquals(closed.sealed(), read.sealed());
    assertTrue(
        read.body() instanceof ActReported act && act.summary() == null && act.place() == null);
  }

  @Test
  void aCorrectionChangesTheFieldsItNamesAndNoOthers() {
    Event act = Fixture.accepted(Fixture.submission("act-reported"));
    var correction =
        (EventCorrected) Fixture.accepted(Fixture.submission("event-corrected")).body();
    Event corrected = EventCodec.corrected(act, correction);
    var before = (ActReported) act.body();
    var after = (ActReported) corrected.body();
    assertEquals("LA", after.responsibleState().code());
    assertEquals("Corrected text.", after.summary());
    assertEquals(before.place(), after.place());
    assertEquals(before.incidentState(), after.incidentState());
    assertEquals(act.header(), corrected.header());
  }

  @Test
  void whatIsNoEventIsRefusedWithoutItsContent() throws Exception {
    ObjectNode golden = golden("act-reported");
    golden.put("type", "org.tocsin.canary-name.v1");
    var e =
        assertThrows(
            UnreadableEventException.class, () -> EventCodec.fromCloudEvent(cloudEvent(golden)));
    assertEquals("unknown-type", e.reason());
    assertFalse(e.getMessage().contains("canary"));
  }

  /** Run with -Dgolden.write=true to write the file of a type that has none yet. */
  private static ObjectNode golden(String type) throws IOException {
    Path file = GOLDEN.resolve(type + ".json");
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      ObjectNode written =
          structured(EventCodec.toCloudEvent(Fixture.accepted(Fixture.submission(type))));
      Files.writeString(
          file, Fixture.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
    }
    return (ObjectNode) Fixture.JSON.readTree(Files.readString(file));
  }

  private static ObjectNode structured(CloudEvent event) throws IOException {
    ObjectNode whole = Fixture.JSON.createObjectNode();
    event.getAttributeNames().stream()
        .sorted()
        .forEach(name -> whole.put(name, event.getAttribute(name).toString()));
    event.getExtensionNames().stream()
        .sorted()
        .forEach(name -> whole.put(name, event.getExtension(name).toString()));
    return whole.set("data", Fixture.JSON.readTree(event.getData().toBytes()));
  }

  private static CloudEvent cloudEvent(ObjectNode structured) throws IOException {
    var builder =
        CloudEventBuilder.v1()
            .withId(structured.get("id").asText())
            .withSource(URI.create(structured.get("source").asText()))
            .withType(structured.get("type").asText())
            .withSubject(structured.get("subject").asText())
            .withExtension(EventCodec.DIGEST, structured.get("digest").asText())
            .withData("application/json", Fixture.JSON.writeValueAsBytes(structured.get("data")));
    return builder.build();
  }
}
