package org.tocsin.intake.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tocsin.events.submission.Envelope;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemType;

/** CloudEvents in a JSON array (CloudEvents JSON format 1.0, section 4). */
final class Batch implements Items {

  private final InputStream body;
  private JsonParser parser;
  private boolean ended;

  Batch(InputStream body) {
    this.body = body;
  }

  @Override
  public Optional<Item> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    try {
      return read();
    } catch (JsonProcessingException notJson) {
      return broken();
    }
  }

  private Optional<Item> read() throws IOException {
    if (parser == null) {
      parser = StrictJson.parser(body);
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return broken();
      }
    }
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      ended = true;
      return parser.nextToken() == null ? Optional.empty() : broken();
    }
    if (token == null) {
      return broken();
    }
    long from = parser.currentTokenLocation().getByteOffset();
    JsonNode node = parser.readValueAsTree();
    long size = parser.currentLocation().getByteOffset() - from;
    if (size > Lines.LONGEST) {
      return Optional.of(
          new Item.Unreadable(
              Problem.of(
                  Lines.ITEM_TOO_LARGE, "An item may have 256 KiB. Nothing of it was recorded.")));
    }
    return Optional.of(
        node instanceof ObjectNode event
            ? new Item.Readable(Envelope.structured(event), (int) size)
            : new Item.Unreadable(
                Problem.of(
                    ProblemType.MALFORMED_JSON, "The item is no JSON object. Send a CloudEvent.")));
  }

  private Optional<Item> broken() {
    ended = true;
    return Optional.of(
        new Item.Broken(
            Problem.of(
                ProblemType.MALFORMED_JSON,
                "The body is no JSON array, breaks off, names a field twice, or is nested too deeply. What comes from here on was not read.")));
  }
}
