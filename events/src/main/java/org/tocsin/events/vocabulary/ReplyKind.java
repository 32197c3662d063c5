package org.tocsin.events.vocabulary;

/** What a State's reply to a communication says; an acknowledgement does not stop the clock. */
public enum ReplyKind implements Vocabulary {
  ACKNOWLEDGEMENT,
  PARTIAL,
  SUBSTANTIVE,
  REJECTS_ALLEGATION
}
