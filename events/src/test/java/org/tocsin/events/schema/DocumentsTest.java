package org.tocsin.events.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.events.EventType;

/** The documents that are generated from the code stand in docs as the code has them. */
class DocumentsTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Path SCHEMAS = DOCS.resolve("schemas");
  private static final String UPDATE = "mvn -pl events test -Dtocsin.documents.update=true";
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(Feature.WRITE_DOC_START_MARKER)
              .disable(Feature.SPLIT_LINES)
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .build());
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  static Stream<EventType> partnerTypes() {
    return Stream.of(EventType.values()).filter(EventType::isOfPartners);
  }

  @Test
  void theAsyncApiDocumentIsTheOneOfTheCode() throws IOException {
    String head = "# Generated from the module events. To write it anew: " + UPDATE + "\n";
    assertStands(
        DOCS.resolve("asyncapi.yaml"), head + YAML.writeValueAsString(AsyncApi.document()));
  }

  @ParameterizedTest
  @MethodSource("partnerTypes")
  void theSchemaOfWhatAPartnerSendsIsTheOneOfTheCode(EventType type) throws IOException {
    assertStands(SCHEMAS.resolve(type.code() + ".json"), json(SubmissionSchema.of(type)));
  }

  @Test
  void noSchemaIsLeftOverOfATypeThatIsNoMore() throws IOException {
    Set<String> expected =
        partnerTypes().map(type -> type.code() + ".json").collect(Collectors.toSet());
    try (var files = Files.list(SCHEMAS)) {
      assertEquals(
          expected,
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void everyReferenceInTheAsyncApiDocumentLeadsSomewhere() {
    JsonNode document = AsyncApi.document();
    document
        .findValuesAsText("$ref")
        .forEach(to -> assertTrue(document.at(to.substring(1)).isObject(), to));
  }

  private static String json(JsonNode schema) throws JsonProcessingException {
    return JSON.writeValueAsString(schema) + "\n";
  }

  private static void assertStands(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("tocsin.documents.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    String found = Files.exists(file) ? Files.readString(file) : "";
    assertEquals(
        expected,
        found,
        "%s is not as the code has it. Run '%s', look at the difference, and commit it."
            .formatted(file, UPDATE));
  }
}
