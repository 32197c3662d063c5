package org.tocsin.registry.suggestion;

/**
 * A token that two defenders have in common.
 *
 * @param kind in which way their names are alike
 * @param arity how many parts of the name it covers
 * @param one of whom: the script and the number of parts of the name, and whether it is an alias
 * @param other the same of the other
 * @param holders how many defenders have it
 */
record Shared(NameToken.Kind kind, int arity, Side one, Side other, int holders) {

  /** The name of one of the two. */
  record Side(Writing writing, int parts, boolean alias) {
    static Side of(NameToken token) {
      return new Side(token.writing(), token.parts(), token.alias());
    }
  }

  boolean oneWriting() {
    return one.writing == other.writing;
  }

  boolean has(Writing writing) {
    return one.writing == writing || other.writing == writing;
  }

  /** Whether it is the whole of the shorter name. */
  boolean coversOne() {
    return arity == Math.min(one.parts, other.parts);
  }

  boolean coversBoth() {
    return arity == Math.max(one.parts, other.parts);
  }
}
