package org.tocsin.events.vocabulary;

/** How far a measure of a State has come. */
public enum MeasureStep implements Vocabulary {
  ANNOUNCED,
  OPENED,
  SUSPENDED,
  RESUMED,
  CLOSED,
  COMPLETED,
  REFUSED
}
