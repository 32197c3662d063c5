package org.tocsin.events.vocabulary;

/**
 * An enum whose constants are the known codes of one list of DOMAIN terms; unknown codes live in
 * {@link Term}.
 */
public interface Vocabulary {

  /** The code on the wire: lower case, words joined by hyphens. */
  default String code() {
    return Codes.of((Enum<?>) this);
  }
}
