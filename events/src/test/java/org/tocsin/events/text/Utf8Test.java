package org.tocsin.events.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is to be escaped in JSON is for {@code JsonBytesTest}. */
class Utf8Test {

  /** Long enough for the fast way, and each byte at each place of it. */
  @Test
  void printableAsciiIsToldFromAllElseWhereverItStands() {
    for (int c = 0; c < 0x180; c++) {
      for (int place = 0; place < 19; place++) {
        String text = "a".repeat(place) + (char) c + "a".repeat(18 - place);
        assertEquals(
            c >= ' ' && c <= '~', Utf8.isPrintableAscii(text.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }
}
