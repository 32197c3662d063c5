package org.tocsin.events.vocabulary;

/**
 * Why a defender's names and narrative are to be erased. A code and no text: it outlives the
 * erasure, so that nobody can be named in it.
 */
public enum ErasureGround implements Vocabulary {
  /** The defender asked for it. */
  DEFENDER_ASKED,
  /** The family, or whoever acts for the defender, asked for it. */
  FAMILY_ASKED,
  /** The consent to store was withdrawn. */
  CONSENT_WITHDRAWN,
  /** What is kept endangers somebody. */
  DANGER,
  /** A law or a court demands it. */
  LEGAL_DUTY,
  /** It should never have been recorded. */
  RECORDED_IN_ERROR,
  OTHER
}
