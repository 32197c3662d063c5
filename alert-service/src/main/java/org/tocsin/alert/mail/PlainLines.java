package org.tocsin.alert.mail;

import java.util.regex.Pattern;

/**
 * Text in few lines that need no encoding on the way: mail clients and servers handle mails line by
 * line, and the fewer there are, the more mails go out in a second. Pure.
 */
final class PlainLines {

  /** RFC 5322, section 2.1.1: without the end of the line. */
  private static final int LONGEST = 998;

  /** Between two tags nothing is shown; what stands in an element stays as it is. */
  private static final Pattern BETWEEN_TAGS = Pattern.compile("(?<=>)\n(?=<)");

  private PlainLines() {}

  /** Whether a text with LF at the end of lines can go as {@code 7bit} (RFC 2045, section 2.7). */
  static boolean are(String text) {
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        begin = i + 1;
      } else if (c > '~' || c < ' ' && c != '\t' || i - begin >= LONGEST) {
        return false;
      }
    }
    return true;
  }

  /** The same HTML in ASCII, with line ends between tags only where a line would be too long. */
  static String ofHtml(String page) {
    var lines = new StringBuilder(page.length());
    int width = 0;
    for (String piece : BETWEEN_TAGS.split(page.strip())) {
      String ascii = ascii(piece);
      if (width > 0 && width + ascii.length() > LONGEST) {
        lines.append('\n');
        width = 0;
      }
      lines.append(ascii);
      int end = ascii.lastIndexOf('\n');
      width = end < 0 ? width + ascii.length() : ascii.length() - end - 1;
    }
    return lines.toString();
  }

  /** With character references for whatever is not ASCII. */
  private static String ascii(String html) {
    if (html.chars().allMatch(c -> c <= '~')) {
      return html;
    }
    var ascii = new StringBuilder();
    html.codePoints()
        .forEach(
            c -> {
              if (c <= '~') {
                ascii.append((char) c);
              } else {
                ascii.append("&#").append(c).append(';');
              }
            });
    return ascii.toString();
  }
}
