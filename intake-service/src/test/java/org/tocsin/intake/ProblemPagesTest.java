package org.tocsin.intake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each kind of problem that intake adds has its page, with its status and its title. */
class ProblemPagesTest {

  private static final Path PAGES = Path.of("..", "docs", "problems");
  private static final Pattern TYPE =
      Pattern.compile("new ProblemType\\(\\s*\"([a-z-]+)\",\\s*\"([^\"]+)\",\\s*(\\d{3})\\)");

  @Test
  void eachTypeHasItsPage() throws Exception {
    int count = 0;
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher types = TYPE.matcher(Files.readString(source));
        for (; types.find(); count++) {
          String page = Files.readString(PAGES.resolve(types.group(1) + ".md"));
          assertTrue(page.contains(types.group(2)), types.group(1) + ": " + types.group(2));
          assertTrue(page.contains(types.group(3)), types.group(1) + ": " + types.group(3));
        }
      }
    }
    assertTrue(count >= 8, "found " + count);
  }
}
