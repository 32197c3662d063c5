package org.tocsin.alert.mail;

import java.nio.charset.StandardCharsets;

/** Text as 7-bit lines of at most 76 characters (RFC 2045, section 6.7). Pure. */
final class QuotedPrintable {

  private static final int LONGEST = 75;

  /** RFC 5322, section 2.1.1: without the end of the line. */
  private static final int LONGEST_PLAIN = 998;

  private QuotedPrintable() {}

  /**
   * Whether a text with LF at the end of lines cannot go as {@code 7bit} (RFC 2045, section 2.7).
   */
  static boolean isNeeded(String text) {
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        begin = i + 1;
      } else if (c > '~' || c < ' ' && c != '\t' || i - begin >= LONGEST_PLAIN) {
        return true;
      }
    }
    return false;
  }

  /** Of UTF-8, with LF at the end of lines. */
  static String encode(String text) {
    var encoded = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      line(line, encoded);
      encoded.append('\n');
    }
    encoded.setLength(encoded.length() - 1);
    return encoded.toString();
  }

  private static void line(String line, StringBuilder encoded) {
    int width = 0;
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      String next = octet(bytes[i] & 0xff, i == bytes.length - 1);
      if (width + next.length() > LONGEST) {
        encoded.append("=\n");
        width = 0;
      }
      encoded.append(next);
      width += next.length();
    }
  }

  /** A space at the end of a line could be lost on the way. */
  private static String octet(int octet, boolean last) {
    boolean plain =
        octet > ' ' && octet < 0x7f && octet != '=' || (octet == ' ' || octet == '\t') && !last;
    return plain ? String.valueOf((char) octet) : "=%02X".formatted(octet);
  }
}
