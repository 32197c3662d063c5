package org.tocsin.alert.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All that contacts read in one language: a file {@code messages/LANGUAGE.properties} each. Safe
 * for any number of threads.
 */
public final class Catalogue {

  private static final Map<String, Catalogue> KNOWN = new ConcurrentHashMap<>();

  private final Locale language;
  private final Map<String, String> texts;

  private Catalogue(Locale language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /** The one of this language, whatever its region; the English one if it has none. */
  public static Catalogue of(Locale language) {
    return KNOWN.computeIfAbsent(
        language.getLanguage(),
        code -> read(code).orElseGet(() -> read("en").orElseThrow(IllegalStateException::new)));
  }

  /** The language in which it is. */
  public Locale language() {
    return language;
  }

  /**
   * A word of the line that goes by SMS too.
   *
   * @param code as the database and the labels have it, such as {@code POSSIBLY SAME} or {@code
   *     STORM 100}; a number at its end stays
   * @return of capitals, digits, space and hyphen; the code itself if it is in no catalogue
   */
  public String word(String code) {
    int end = code.length();
    while (end > 0 && (Character.isDigit(code.charAt(end - 1)) || code.charAt(end - 1) == ' ')) {
      end--;
    }
    String word = texts.get("word." + code.substring(0, end).replace(' ', '-'));
    return word == null ? code : word + code.substring(end);
  }

  /**
   * A sentence.
   *
   * @throws IllegalArgumentException if there is none under this key
   */
  public String sentence(String key) {
    String sentence = texts.get(key);
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence " + key);
    }
    return sentence;
  }

  /**
   * A term of a vocabulary.
   *
   * @param vocabulary such as {@code act}
   * @param code such as {@code travel-ban}; null gives null
   * @return the code itself if it is in no catalogue
   */
  public String term(String vocabulary, String code) {
    return code == null ? null : texts.getOrDefault(vocabulary + "." + code, code);
  }

  private static Optional<Catalogue> read(String code) {
    String file = "/messages/" + code + ".properties";
    try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      var read = new Properties();
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return Optional.of(
          new Catalogue(
              Locale.of(code),
              read.stringPropertyNames().stream()
                  .collect(Collectors.toUnmodifiableMap(key -> key, read::getProperty))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
