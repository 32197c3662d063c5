package org.tocsin.events.vocabulary;

/** What a defender is asked to consent to; not asked means no for all but {@link #STORE}. */
public enum ConsentPurpose implements Vocabulary {
  STORE,
  SHARE_PARTNERS,
  SHARE_UN,
  NAME_TO_STATE,
  PUBLIC_UNNAMED,
  PUBLIC_NAMED
}
