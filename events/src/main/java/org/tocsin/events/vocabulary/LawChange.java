package org.tocsin.events.vocabulary;

/** What happened to a law. */
public enum LawChange implements Vocabulary {
  ENACTED,
  AMENDED,
  REPEALED,
  RESTRICTIVE
}
