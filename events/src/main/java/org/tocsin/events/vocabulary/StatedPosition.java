package org.tocsin.events.vocabulary;

/** What a State said of a resolution: a fact apart from how it voted ({@link Vote}). */
public enum StatedPosition implements Vocabulary {
  CO_SPONSOR,
  SUPPORTED,
  NEUTRAL,
  OPPOSED,
  UNKNOWN
}
