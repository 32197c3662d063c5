package org.tocsin.alert.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class QuotedPrintableTest {

  @Property(tries = 300)
  void whatIsEncodedIsShortLinesOfSevenBitsAndReadsAsItWas(
      @ForAll @StringLength(max = 300) String anything) throws Exception {
    // Half a surrogate pair is no character that UTF-8 has.
    String text =
        new String(anything.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replace("\r", "");
    String encoded = QuotedPrintable.encode(text);
    assertTrue(encoded.lines().allMatch(line -> line.length() <= 76), encoded);
    assertTrue(encoded.chars().allMatch(c -> c < 0x7f && (c >= ' ' || c == '\n' || c == '\t')));
    assertTrue(encoded.lines().noneMatch(line -> line.endsWith(" ")), encoded);
    try (var decoded =
        MimeUtility.decode(
            new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII)),
            "quoted-printable")) {
      assertEquals(
          text, new String(decoded.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
  }

  @Test
  void whatMailsCarryAsItIsNeedsNone() {
    assertFalse(QuotedPrintable.isNeeded("a tab\tand a tilde ~\n\n" + "x".repeat(998) + "\n"));
    assertFalse(QuotedPrintable.isNeeded(""));
    for (String other :
        List.of("short\n" + "x".repeat(999), "grève", "a bare\rreturn", "deleted\u007f")) {
      assertTrue(QuotedPrintable.isNeeded(other), other);
    }
  }
}
