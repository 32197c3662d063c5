package org.tocsin.registry.suggestion;

import java.util.Locale;

/** Why two defenders may be one, or may not. The codes are stored; the words are for the desk. */
public enum Reason {
  SAME_SCRIPT_EQUAL("One of their names is the same, in the same script."),
  TRANSLITERATION_EQUAL(
      "One of their names is the same when it is written in Latin letters. Different names can share one romanisation."),
  PHONETIC("Two of their names sound alike."),
  SPELLED_ALIKE("Two of their names differ in a few letters."),
  PART_OF_NAME("One of the names has parts that the other leaves out, or is a single word."),
  ALIAS("It is not the first name of both that is alike, but another one that was given."),
  SAME_SOURCE("Reports of both quote the same source."),
  SAME_INCIDENT("Reports of both name the same incident."),
  COMMON_NAME("Against it: many defenders have this name."),
  WRITTEN_DIFFERENTLY(
      "Against it: in the same script the two names are written with other characters."),
  DIFFERENT_NATIONALITY("Against it: they are described with different nationalities."),
  DIFFERENT_KIND("Against it: one is a person, the other a group or an organisation.");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /** As stored and as in answers, such as {@code same-script-equal}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For a reader. */
  public String words() {
    return words;
  }

  static Reason of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
