package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Rule;

/** Checks that a language is a well-formed tag (BCP 47). */
final class LanguageCheck {

  private LanguageCheck() {}

  static void check(JsonNode language, String pointer, Reading reading) {
    if (!language.isTextual()) {
      return;
    }
    try {
      new Locale.Builder().setLanguageTag(language.textValue());
    } catch (IllformedLocaleException e) {
      reading.violation(
          pointer + "/language",
          Rule.LANGUAGE,
          "This is no language tag.",
          "Give a tag after BCP 47, such as en, zh-Hans or ar.");
    }
  }
}
