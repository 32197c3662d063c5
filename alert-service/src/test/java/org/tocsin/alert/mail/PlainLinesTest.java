package org.tocsin.alert.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PlainLinesTest {

  private static final Pattern REFERENCE = Pattern.compile("&#([0-9]+);");

  @Test
  void sevenBitsAndShortLinesGoAsTheyAre() {
    assertTrue(PlainLines.are("a tab\tand a tilde ~\n\n" + "x".repeat(998) + "\n"));
    assertTrue(PlainLines.are(""));
  }

  @Test
  void longerLinesAndWhatIsNotAsciiDoNot() {
    assertFalse(PlainLines.are("short\n" + "x".repeat(999)));
    assertFalse(PlainLines.are("grève"));
    assertFalse(PlainLines.are("a bare\rreturn"));
    assertFalse(PlainLines.are("deleted\u007f"));
  }

  @Property(tries = 200)
  void htmlKeepsWhatItShows(
      @ForAll @StringLength(max = 60) String anything,
      @ForAll @IntRange(min = 1, max = 60) int paragraphs) {
    // A browser shows these, and a line end within an element, as they are.
    String shown = anything.replaceAll("[<>&\\p{Cntrl}\\p{Cs}]", "").replaceFirst("^(.)", "$1\n$1");
    String page =
        IntStream.range(0, paragraphs)
            .mapToObj(n -> "<p>" + shown + "</p>\n")
            .collect(Collectors.joining());
    String lines = PlainLines.ofHtml(page);
    assertTrue(PlainLines.are(lines), lines);
    assertEquals(
        page.replace(">\n<", "><").strip(),
        REFERENCE
            .matcher(lines.replace(">\n<", "><"))
            .replaceAll(one -> Character.toString(Integer.parseInt(one.group(1)))));
  }

  @Test
  void asManyTagsShareALineAsItTakes() {
    String paragraph = "<p>" + "x".repeat(93) + "</p>\n";
    assertEquals(3, PlainLines.ofHtml(paragraph.repeat(20)).lines().count());
  }
}
