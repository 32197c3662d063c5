package org.tocsin.events.vocabulary;

/** As what a State belongs to the United Nations. */
public enum UnMembership implements Vocabulary {
  MEMBER,
  OBSERVER
}
