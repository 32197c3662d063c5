package org.tocsin.events.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.Fixture;
import org.tocsin.events.SealedPart;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.shape.Violation;

/** Texts in every writing come through as they were sent; what no writing needs is refused. */
class WritingTest {

  /** A text field of a submitted event: the type, and where it stands in the data. */
  record TextField(String type, String pointer) {}

  private static final List<String> SEALED =
      List.of(
          "/caseRef", "/defenderRef", "/incidentRef", "/source/sourceRef", "/summary", "/place");

  @Property
  void textsInEveryWritingComeThroughUnchangedButForTheirNormalForm(@ForAll("writings") String text)
      throws Exception {
    Event accepted = Fixture.accepted(report(text));
    Event read = EventCodec.fromCloudEvent(EventCodec.toCloudEvent(accepted));
    JsonNode sealed = assertInstanceOf(SealedPart.Open.class, read.sealed()).fields();
    String expected = Normalizer.normalize(text, Form.NFC).strip();
    for (String field : SEALED) {
      assertEquals(expected, sealed.at(field).textValue(), field);
    }
    assertEquals(accepted.header(), read.header());
  }

  @Property
  void theSameReportInAnotherNormalFormIsTheSameReport(@ForAll("writings") String text) {
    Event composed = Fixture.accepted(report(Normalizer.normalize(text, Form.NFC)));
    Event decomposed = Fixture.accepted(report(Normalizer.normalize(text, Form.NFD)));
    assertEquals(composed.header(), decomposed.header());
    assertEquals(composed.sealed(), decomposed.sealed());
    assertEquals(composed.body(), decomposed.body());
  }

  @Property
  void aControlCharacterIsRefusedInAnyTextFieldByName(
      @ForAll("textFields") TextField field,
      @ForAll("controls") String control,
      @ForAll("writings") String before,
      @ForAll("writings") String after) {
    ObjectNode submission = Fixture.submission(field.type);
    set(submission, field, before + control + after);
    assertRefused(submission, field);
    set(submission, field, control + after);
    assertRefused(submission, field);
    set(submission, field, before + control);
    assertRefused(submission, field);
  }

  @Example
  void whatGrowsInItsNormalFormIsMeasuredAsItIsKept() throws Exception {
    String longest = "\u0958".repeat(10_000);
    ObjectNode submission = Fixture.submission("act-reported");
    var field = new TextField("act-reported", "/summary");
    set(submission, field, longest);
    Event accepted = Fixture.accepted(submission);
    assertEquals(
        accepted.sealed(), EventCodec.fromCloudEvent(EventCodec.toCloudEvent(accepted)).sealed());
    set(submission, field, longest + "\u0915");
    assertTrue(Fixture.read(submission) instanceof Submission.Refused);
  }

  @Provide
  Arbitrary<String> writings() {
    return Arbitraries.of(
            List.of(
                letters('A', 'z').with('\u00c0', '\u024f').with('\u0300', '\u0304'),
                letters('\u0400', '\u045f'),
                letters('\u0621', '\u064a').with('\u064b', '\u0652'),
                letters('\u05d0', '\u05ea').with('\u05b0', '\u05bc'),
                letters('\u0905', '\u0939').with('\u0958', '\u095f').with('\u093e', '\u094d'),
                letters('\u4e00', '\u9fff'),
                letters('\uac00', '\ud7a3').with('\u1100', '\u1112').with('\u1161', '\u1175')))
        .flatMap(Letters::texts);
  }

  @Provide
  Arbitrary<String> controls() {
    return Arbitraries.chars()
        .range('\u0000', '\u001f')
        .range('\u007f', '\u009f')
        .with('\u202d', '\u202e', '\ud83d', '\udc00')
        .filter(c -> c != '\n' && c != '\t')
        .map(String::valueOf);
  }

  @Provide
  Arbitrary<TextField> textFields() {
    return Arbitraries.of(
        Stream.concat(
                Stream.of(EventType.values())
                    .filter(EventType::isOfPartners)
                    .flatMap(WritingTest::textFields),
                Stream.of(
                    new TextField("act-reported", "/source/sourceRef"),
                    new TextField("defender-described", "/names/0/text"),
                    new TextField("event-corrected", "/changes/summary")))
            .toList());
  }

  private static Stream<TextField> textFields(EventType type) {
    return Stream.of(type.record(), SharedFields.class)
        .flatMap(record -> Stream.of(record.getRecordComponents()))
        .filter(component -> component.getType() == String.class)
        .map(component -> new TextField(type.code(), "/" + component.getName()));
  }

  /** The letters of one writing; all of them go with what marks and joins right-to-left text. */
  private record Letters(Arbitrary<Character> all) {
    Letters with(char from, char to) {
      return new Letters(Arbitraries.oneOf(all, Arbitraries.chars().range(from, to)));
    }

    Arbitrary<String> texts() {
      Arbitrary<String> marks =
          Arbitraries.of(
              " ",
              "\u200c",
              "\u200d",
              "\u200e",
              "\u200f",
              "\u2066",
              "\u2067",
              "\u2068",
              "\u2069",
              "\ud840\udc0b",
              "7",
              ".");
      return Arbitraries.frequencyOf(Tuple.of(5, all.map(String::valueOf)), Tuple.of(1, marks))
          .list()
          .ofMinSize(1)
          .ofMaxSize(40)
          .map(letters -> String.join("", letters))
          .filter(text -> !text.isBlank());
    }
  }

  private static Letters letters(char from, char to) {
    return new Letters(Arbitraries.chars().range(from, to));
  }

  private static ObjectNode report(String text) {
    ObjectNode submission = Fixture.submission("act-reported");
    SEALED.forEach(field -> set(submission, new TextField("act-reported", field), text));
    return submission;
  }

  private static void set(ObjectNode submission, TextField field, String text) {
    int last = field.pointer.lastIndexOf('/');
    var parent = (ObjectNode) submission.at("/data" + field.pointer.substring(0, last));
    parent.put(field.pointer.substring(last + 1), text);
  }

  private static void assertRefused(ObjectNode submission, TextField field) {
    var refused = assertInstanceOf(Submission.Refused.class, Fixture.read(submission));
    assertTrue(
        refused.violations().stream().anyMatch(found -> isControl(found, "/data" + field.pointer)),
        () -> field + ": " + refused.violations());
  }

  private static boolean isControl(Violation found, String pointer) {
    return found.pointer().equals(pointer) && found.rule().equals("control-character");
  }
}
