package org.tocsin.events.vocabulary;

/** How a State voted: a fact apart from what it said ({@link StatedPosition}). */
public enum Vote implements Vocabulary {
  YES,
  NO,
  ABSTAIN,
  ABSENT,
  NOT_A_MEMBER,
  UNKNOWN
}
