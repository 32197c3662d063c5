package org.tocsin.service.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever gets a problem document finds a page about its type. */
class ProblemPagesTest {

  private static final Path PAGES = Path.of("../docs/problems");
  private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("\\| \\[[a-z-]+]\\(([a-z-]+)\\.md\\) \\|");

  static List<ProblemType> types() throws IllegalAccessException {
    var types = new ArrayList<ProblemType>();
    for (var field : ProblemType.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ProblemType.class) {
        types.add((ProblemType) field.get(null));
      }
    }
    return types;
  }

  static Set<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".md", ""))
          .filter(name -> !name.equals("README"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeHasAPageWithItsStatusAndTitle(ProblemType type) throws IOException {
    Path page = PAGES.resolve(type.slug() + ".md");
    assertTrue(Files.exists(page), "write " + page + ", and a row in its README.md");
    JsonNode example = example(page);
    assertEquals(type.title(), example.path("title").asText());
    assertEquals(type.status(), example.path("status").asInt());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageShowsAnExampleAndSaysWhatToDo(String slug) throws IOException {
    Path page = PAGES.resolve(slug + ".md");
    JsonNode example = example(page);
    String text = Files.readString(page);
    assertEquals("/problems/" + slug, example.path("type").asText());
    assertTrue(text.contains("\n| " + example.path("status").asInt() + " | "), "status");
    Stream.of("title", "detail").forEach(name -> assertTrue(example.hasNonNull(name), name));
    Stream.of("## What it means", "## What to do")
        .forEach(heading -> assertTrue(text.contains(heading), heading));
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    Set<String> named =
        ROW.matcher(Files.readString(PAGES.resolve("README.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(pages(), named);
  }

  private static JsonNode example(Path page) throws IOException {
    var found = EXAMPLE.matcher(Files.readString(page));
    assertTrue(found.find(), page + " needs an example");
    return JsonMapper.builder().build().readTree(found.group(1));
  }
}
