package org.tocsin.events.vocabulary;

/** Where a report comes from. */
public enum SourceKind implements Vocabulary {
  FIRST_HAND,
  FAMILY,
  LAWYER,
  COLLEAGUE,
  MEDIA,
  UN,
  STATE
}
