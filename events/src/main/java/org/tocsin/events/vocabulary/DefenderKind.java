package org.tocsin.events.vocabulary;

/** What a defender is. */
public enum DefenderKind implements Vocabulary {
  PERSON,
  GROUP,
  ORGANISATION
}
