package org.tocsin.events.identity;

import java.util.regex.Pattern;

/**
 * The symbol of a resolution, written so that it can stand in a key and a path.
 *
 * @param value 1 to 40 capital letters, digits and hyphens, such as {@code HRC-24-24}
 */
public record Symbol(String value) {

  /** What may stand here, but for the length. */
  public static final Pattern SYNTAX = Pattern.compile("[A-Z0-9]+(-[A-Z0-9]+)*");

  /** Longest symbol, in characters. */
  public static final int MAX_LENGTH = 40;

  public Symbol {
    if (!isSymbol(value)) {
      throw new IllegalArgumentException(
          "a symbol has 1 to 40 capital letters, digits and hyphens");
    }
  }

  /** Whether the text may stand as a symbol. */
  public static boolean isSymbol(String text) {
    return text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
