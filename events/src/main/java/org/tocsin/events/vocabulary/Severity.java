package org.tocsin.events.vocabulary;

/** How grave news is, least first: it decides who is woken and by which channel. */
public enum Severity implements Vocabulary {
  MINOR,
  MODERATE,
  SEVERE,
  EXTREME
}
