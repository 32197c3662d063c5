package org.tocsin.events.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.Fixture;
import org.tocsin.events.SealedPart;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.submission.Submission;

/** The schemas say what the code does. */
class SchemaTest {

  private static final List<String> ODD_VALUES = List.of("7", "[]", "{}", "\"\"", "\"No Code\"");

  @ParameterizedTest
  @MethodSource("org.tocsin.events.schema.DocumentsTest#partnerTypes")
  void schemaAndReaderAgreeOnEveryFieldLeftOutMisspeltOrOfAnotherKind(EventType type)
      throws Exception {
    ObjectNode sound = Fixture.submission(type.code());
    assertAgree(type, sound, "sound");
    ObjectNode misspelt = sound.deepCopy();
    data(misspelt).put("sumary", "x");
    assertAgree(type, misspelt, "misspelt");
    for (String field : data(sound).properties().stream().map(f -> f.getKey()).toList()) {
      ObjectNode without = sound.deepCopy();
      data(without).remove(field);
      if (!(type.amends() && field.equals("caseRef"))) {
        assertAgree(type, without, "without " + field);
      }
      for (String odd : ODD_VALUES) {
        ObjectNode changed = sound.deepCopy();
        data(changed).set(field, Fixture.JSON.readTree(odd));
        if (!field.equals("language") || !odd.contains("Code")) {
          assertAgree(type, changed, field + " " + odd);
        }
      }
    }
  }

  @Test
  void aMisspeltFieldIsRefusedAtEveryDepth() {
    for (String object : List.of("/data/source", "/data/occurredAt")) {
      ObjectNode submission = Fixture.submission("act-reported");
      ((ObjectNode) submission.at(object)).put("sumary", "x");
      assertAgree(EventType.ACT_REPORTED, submission, object);
      assertFalse(fits(EventType.ACT_REPORTED, submission));
    }
    ObjectNode correction = Fixture.submission("event-corrected");
    ((ObjectNode) correction.at("/data/changes")).put("sumary", "x");
    assertFalse(fits(EventType.EVENT_CORRECTED, correction));
  }

  @Test
  void anUnknownCodeFitsSinceItIsTaken() {
    ObjectNode submission = Fixture.submission("act-reported");
    data(submission).put("actType", "a-new-kind");
    assertTrue(fits(EventType.ACT_REPORTED, submission));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void whatStandsOnTheLogFitsItsMessage(EventType type) {
    var golden = (ObjectNode) Fixture.json("/golden/v1/" + type.code() + ".json");
    assertOnLog(type, golden, golden.get("data"));
  }

  @Test
  void aSealedEventFitsItsMessage() throws Exception {
    Event open = Fixture.accepted(Fixture.submission("act-reported"));
    var part = new SealedPart.Closed("key-1", "bm9uY2U=", "Y2lwaGVy");
    var closed =
        EventCodec.toCloudEvent(new Event(open.header(), open.body(), part)).getData().toBytes();
    var golden = (ObjectNode) Fixture.json("/golden/v1/act-reported.json");
    assertOnLog(EventType.ACT_REPORTED, golden, Fixture.JSON.readTree(closed));
    ObjectNode neither = golden.get("data").deepCopy();
    neither.putObject("sealed").put("alg", "A256GCM").put("keyId", "key-1");
    assertFalse(check(AsyncApi.document(), "/components/messages/act-reported/payload", neither));
  }

  private static void assertOnLog(EventType type, ObjectNode golden, JsonNode data) {
    JsonNode document = AsyncApi.document();
    String message = "/components/messages/" + type.code();
    ObjectNode headers = Fixture.JSON.createObjectNode();
    golden
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("datacontenttype")) {
                headers.set("content-type", field.getValue());
              } else if (!field.getKey().equals("data")) {
                headers.set("ce_" + field.getKey(), field.getValue());
              }
            });
    assertTrue(check(document, message + "/headers", headers), headers::toString);
    assertTrue(check(document, message + "/payload", data), data::toString);
  }

  private static boolean check(JsonNode document, String schema, JsonNode value) {
    return new SchemaCheck(document).fits(document.at(schema), value);
  }

  private static void assertAgree(EventType type, ObjectNode submission, String how) {
    boolean taken = Fixture.read(submission) instanceof Submission.Accepted;
    assertEquals(taken, fits(type, submission), how);
  }

  private static boolean fits(EventType type, ObjectNode submission) {
    JsonNode schema = SubmissionSchema.of(type);
    return new SchemaCheck(schema).fits(schema, submission.get("data"));
  }

  private static ObjectNode data(ObjectNode submission) {
    return (ObjectNode) submission.get("data");
  }
}
