package org.tocsin.events.vocabulary;

/** What the defender decided on one purpose. */
public enum ConsentDecision implements Vocabulary {
  GRANTED,
  REFUSED,
  WITHDRAWN,
  NOT_ASKED
}
