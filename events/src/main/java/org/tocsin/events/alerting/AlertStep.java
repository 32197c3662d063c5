package org.tocsin.events.alerting;

import org.tocsin.events.vocabulary.Vocabulary;

/** What can become of an alert, or of one message about it (DOMAIN.md, section 7, rule 3). */
public enum AlertStep implements Vocabulary {
  /** There is something that contacts must know. */
  RAISED,
  /** A message is to be sent; of one that could not be sent, that it is tried again. */
  QUEUED,
  /** The next server has taken the message. */
  HANDED_OVER,
  /** The provider has taken it, under an id of its own by which a receipt can come. */
  ACCEPTED,
  /** The provider says that it has arrived. */
  DELIVERED,
  /** It did not and will not arrive; it is not tried again by this channel. */
  FAILED,
  /** It may have been handed over. Without a receipt it is sent again, marked. */
  UNKNOWN,
  /** A human has it. */
  ACKNOWLEDGED,
  /** Nobody acknowledged in time, or somebody could not be reached: others are told. */
  ESCALATED,
  /** A message that was still to be sent was taken back. */
  WITHDRAWN,
  /** What the alert told of was taken back. */
  CANCELLED,
  /** Nothing more is to be done. */
  CLOSED
}
