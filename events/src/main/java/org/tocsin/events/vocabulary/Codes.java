package org.tocsin.events.vocabulary;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The codes of every vocabulary, worked out once. */
final class Codes {

  private static final ClassValue<Map<String, Enum<?>>> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected Map<String, Enum<?>> computeValue(Class<?> vocabulary) {
          return Stream.of(vocabulary.getEnumConstants())
              .map(constant -> (Enum<?>) constant)
              .collect(Collectors.toUnmodifiableMap(Codes::derived, Function.identity()));
        }
      };

  private static final ClassValue<String[]> CODES =
      new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> vocabulary) {
          return Stream.of(vocabulary.getEnumConstants())
              .map(constant -> derived((Enum<?>) constant))
              .toArray(String[]::new);
        }
      };

  private Codes() {}

  /** The constant with this code, or null. */
  static Enum<?> known(Class<?> vocabulary, String code) {
    return CONSTANTS.get(vocabulary).get(code);
  }

  static String of(Enum<?> constant) {
    return CODES.get(constant.getDeclaringClass())[constant.ordinal()];
  }

  private static String derived(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
