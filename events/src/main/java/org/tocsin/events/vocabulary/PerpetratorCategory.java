package org.tocsin.events.vocabulary;

/** Who did it, by category. */
public enum PerpetratorCategory implements Vocabulary {
  POLICE,
  MILITARY,
  INTELLIGENCE,
  BORDER,
  JUDICIARY,
  PRISON,
  OFFICIAL,
  STATE_MEDIA,
  ARMED_GROUP,
  COMPANY,
  PRIVATE,
  UNKNOWN
}
