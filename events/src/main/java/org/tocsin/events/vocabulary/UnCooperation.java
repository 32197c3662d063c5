package org.tocsin.events.vocabulary;

/** The work with the United Nations that a reprisal answers. */
public enum UnCooperation implements Vocabulary {
  HUMAN_RIGHTS_COUNCIL,
  GENERAL_ASSEMBLY,
  SPECIAL_PROCEDURES,
  TREATY_BODIES,
  UNIVERSAL_PERIODIC_REVIEW,
  HIGH_COMMISSIONER,
  SECURITY_COUNCIL,
  FIELD_PRESENCE,
  OTHER
}
