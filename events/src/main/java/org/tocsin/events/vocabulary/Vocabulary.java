package org.tocsin.events.vocabulary;

import java.util.Locale;

/**
 * An enum whose constants are the known codes of one list of DOMAIN terms; unknown codes live in
 * {@link Term}.
 */
public interface Vocabulary {

  /** The constant's name, as every enum has it. */
  String name();

  /** The code on the wire: lower case, words joined by hyphens. */
  default String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
