package org.tocsin.registry.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which States are members of the United Nations, and which observe. */
final class Membership {

  private static final Map<String, String> BY_CODE = load();

  private Membership() {}

  /** {@code member} or {@code observer}; empty for territories and former States. */
  static Optional<String> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  private static Map<String, String> load() {
    var membership = new TreeMap<String, String>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Membership.class.getResourceAsStream("un-membership.csv"),
                StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("code,"))
          .map(line -> line.split(",", -1))
          .forEach(field -> membership.put(field[0], field[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(membership);
  }
}
