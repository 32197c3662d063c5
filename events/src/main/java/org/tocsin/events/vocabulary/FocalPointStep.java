package org.tocsin.events.vocabulary;

/** What happened to the UN focal point on reprisals. */
public enum FocalPointStep implements Vocabulary {
  REQUESTED,
  DEFERRED,
  DESIGNATED,
  ACTED
}
