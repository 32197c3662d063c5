package org.tocsin.alert.sms;

import java.io.ByteArrayOutputStream;

/**
 * The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, sections 6.2.1 and
 * 6.2.1.1), one septet in each octet, as SMPP carries it under data coding 0. Pure.
 */
final class Gsm7 {

  /** What one segment has room for. */
  static final int SEGMENT = 160;

  private static final char ESCAPE = 0x1b;

  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final byte[] EXTENDED_SEPTETS = {
    0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65
  };

  private Gsm7() {}

  /** How many septets a text takes; what the alphabet does not have counts as one. */
  static int septets(String text) {
    return encode(text).length;
  }

  /** Whether the alphabet has all of it. */
  static boolean has(String text) {
    return text.chars()
        .allMatch(c -> c != ESCAPE && DEFAULT.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
  }

  /** One octet for each septet; a question mark for what the alphabet does not have. */
  static byte[] encode(String text) {
    var septets = new ByteArrayOutputStream();
    for (char c : text.toCharArray()) {
      int extended = EXTENDED.indexOf(c);
      int plain = c == ESCAPE ? -1 : DEFAULT.indexOf(c);
      if (extended >= 0) {
        septets.write(ESCAPE);
        septets.write(EXTENDED_SEPTETS[extended]);
      } else {
        septets.write(plain < 0 ? DEFAULT.indexOf('?') : plain);
      }
    }
    return septets.toByteArray();
  }

  /** The text; what is no septet is read as Latin-1, which some centres send. */
  static String decode(byte[] octets) {
    var text = new StringBuilder();
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xff;
      if (octet == ESCAPE && i + 1 < octets.length) {
        text.append(extended(octets[++i]));
      } else {
        text.append(octet < DEFAULT.length() ? DEFAULT.charAt(octet) : (char) octet);
      }
    }
    return text.toString();
  }

  private static char extended(byte septet) {
    for (int i = 0; i < EXTENDED_SEPTETS.length; i++) {
      if (EXTENDED_SEPTETS[i] == septet) {
        return EXTENDED.charAt(i);
      }
    }
    return ' ';
  }
}
