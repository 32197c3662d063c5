package org.tocsin.events.vocabulary;

/** The UN mechanism that writes to a State. */
public enum Mechanism implements Vocabulary {
  SPECIAL_PROCEDURES,
  TREATY_BODIES,
  SECRETARY_GENERAL,
  HIGH_COMMISSIONER,
  HUMAN_RIGHTS_COUNCIL_PRESIDENT,
  OTHER
}
