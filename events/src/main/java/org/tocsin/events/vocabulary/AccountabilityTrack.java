package org.tocsin.events.vocabulary;

/** The three tracks of accountability, each on its own. */
public enum AccountabilityTrack implements Vocabulary {
  INVESTIGATION,
  PROSECUTION,
  REMEDY
}
