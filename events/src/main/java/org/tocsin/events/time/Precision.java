package org.tocsin.events.time;

import org.tocsin.events.vocabulary.Vocabulary;

/** How exactly it is known when something happened. */
public enum Precision implements Vocabulary {
  INSTANT,
  DAY,
  MONTH,
  YEAR,
  APPROXIMATE,
  RANGE
}
