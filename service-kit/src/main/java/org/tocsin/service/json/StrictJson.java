package org.tocsin.service.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * JSON from strangers: one object, no field twice, nothing after it, and neither deep nor long
 * enough to hurt.
 */
public final class StrictJson {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(100_000)
                          .maxNumberLength(40)
                          .maxNameLength(200)
                          .build())
                  .build())
          // Trees are all that is read: the one that is built knows which names it has.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();
  private static final ObjectReader WHOLE =
      JSON.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /** Reads a JSON text of any length one piece after the other, under the same limits. */
  public static JsonParser parser(InputStream text) throws IOException {
    return JSON.createParser(text);
  }

  /**
   * The object in these bytes.
   *
   * @throws ProblemException if there is none; it does not repeat a word of what was sent
   */
  public static ObjectNode object(byte[] bytes, int offset, int length) {
    try {
      JsonNode node = WHOLE.readValue(bytes, offset, length);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw ProblemException.of(
          ProblemType.MALFORMED_JSON,
          "The body is not JSON, names a field twice, or is nested too deeply. Send one JSON object in UTF-8.");
    }
    throw ProblemException.of(
        ProblemType.MALFORMED_JSON, "The body is empty or no JSON object. Send one JSON object.");
  }
}
