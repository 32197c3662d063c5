package org.tocsin.alert.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

class CatalogueTest {

  /** String constants of the code that are marks of messages. */
  private static final Pattern MARK =
      Pattern.compile(
          "String (?:LABEL|CANCEL|CORRECTED|POSSIBLY_SAME|CORROBORATED|LINKED|STORM|UNREADABLE"
              + "|NOT_[A-Z]+|NOBODY_[A-Z_]+|REMINDER) = \"([A-Z ]+)\"");

  @Test
  void allLanguagesHaveTheSameKeysAndNoEmptyText() throws IOException {
    var catalogues = catalogues();
    assertTrue(catalogues.keySet().containsAll(Set.of("en", "fr")), catalogues.keySet().toString());
    Set<String> keys = catalogues.get("en").stringPropertyNames();
    catalogues.forEach(
        (language, texts) -> {
          assertEquals(new TreeSet<>(keys), new TreeSet<>(texts.stringPropertyNames()), language);
          assertTrue(
              texts.values().stream().noneMatch(text -> text.toString().isBlank()), language);
        });
  }

  @Test
  void wordsAreOfLettersThatHaveOneSeptetEachInAnyLanguage() throws IOException {
    catalogues()
        .forEach(
            (language, texts) ->
                texts.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("word."))
                    .forEach(
                        key ->
                            assertTrue(
                                texts.getProperty(key).matches("[A-Z0-9 -]+"),
                                language + " " + key)));
  }

  @Test
  void everyMarkOfTheCodeHasAWord() throws IOException {
    Set<String> words = catalogues().get("en").stringPropertyNames();
    var marks = new TreeSet<String>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        MARK.matcher(Files.readString(source)).results().forEach(one -> marks.add(one.group(1)));
      }
    }
    assertTrue(marks.size() >= 13, marks.toString());
    Stream.of(Timing.values()).map(Timing::label).filter(l -> !l.isEmpty()).forEach(marks::add);
    Stream.of(Severity.values()).map(Severity::name).forEach(marks::add);
    marks.addAll(List.of("UNVERIFIED", "DELAYED", "POSSIBLE REPEAT", "CODE"));
    marks.forEach(mark -> assertTrue(words.contains("word." + mark.replace(' ', '-')), mark));
  }

  @Test
  void theRegionDoesNotMatterAndAnUnknownLanguageIsEnglish() {
    assertEquals("GRAVE", Catalogue.of(Locale.forLanguageTag("fr-CH")).word("SEVERE"));
    assertEquals("VAGUE 100", Catalogue.of(Locale.FRENCH).word("STORM 100"));
    assertEquals("STORM 100", Catalogue.of(Locale.forLanguageTag("eo")).word("STORM 100"));
    assertEquals("NEVER HEARD OF", Catalogue.of(Locale.FRENCH).word("NEVER HEARD OF"));
    assertNotEquals(
        Catalogue.of(Locale.FRENCH).sentence("mail.sign-in"),
        Catalogue.of(Locale.ENGLISH).sentence("mail.sign-in"));
    assertTrue(Catalogue.of(Locale.FRENCH).sentence("page.used").contains("déjà"));
  }

  private static TreeMap<String, Properties> catalogues() throws IOException {
    var catalogues = new TreeMap<String, Properties>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
      for (Path file : files.toList()) {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
          texts.load(reader);
        }
        catalogues.put(file.getFileName().toString().replace(".properties", ""), texts);
      }
    }
    return catalogues;
  }
}
