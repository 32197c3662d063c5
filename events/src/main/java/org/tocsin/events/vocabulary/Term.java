package org.tocsin.events.vocabulary;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code of a vocabulary, known or not: a code that this version does not know is kept as it came,
 * since a lost report is worse than an odd one.
 *
 * @param code as on the wire: lower-case letters, digits and hyphens, at most 40 characters
 * @param known the constant, or empty for a code that is not recognised
 * @param <E> the vocabulary
 */
public record Term<E extends Enum<E> & Vocabulary>(String code, Optional<E> known) {

  /** What may stand here, but for the length. */
  public static final Pattern SYNTAX = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Longest code, in characters. */
  public static final int MAX_LENGTH = 40;

  /** The term with this code, known or not; empty if the text is no code. */
  public static <E extends Enum<E> & Vocabulary> Optional<Term<E>> read(
      Class<E> vocabulary, String text) {
    E known = vocabulary.cast(Codes.known(vocabulary, text));
    if (known != null) {
      return Optional.of(of(known));
    }
    return text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches()
        ? Optional.of(new Term<E>(text, Optional.empty()))
        : Optional.empty();
  }

  /** The term of a known constant. */
  public static <E extends Enum<E> & Vocabulary> Term<E> of(E constant) {
    return new Term<E>(constant.code(), Optional.of(constant));
  }

  /** Whether this is the given constant. */
  public boolean is(E constant) {
    return known.isPresent() && known.get() == constant;
  }

  @Override
  public String toString() {
    return code;
  }
}
