package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A CloudEvent as a partner sent it, in either mode of the HTTP binding, before anything of it was
 * checked.
 *
 * @param attributes the context attributes by name
 * @param data the data, or a missing node
 * @param attributePrefix what to put before an attribute's name to say where it stood ({@code /} or
 *     {@code ce-})
 * @param dataPointer the JSON pointer of the data in what was sent
 */
public record Envelope(
    ObjectNode attributes, JsonNode data, String attributePrefix, String dataPointer) {

  /**
   * Structured mode: one JSON object that holds attributes and data.
   *
   * @param whole becomes the envelope's own: the data are taken out of it
   */
  public static Envelope structured(ObjectNode whole) {
    JsonNode data = whole.remove("data");
    return new Envelope(whole, data == null ? MissingNode.getInstance() : data, "/", "/data");
  }

  /**
   * Binary mode: attributes in headers, data in the body.
   *
   * @param headers the {@code ce-} headers, names in lower case and without {@code ce-}
   */
  public static Envelope binary(Map<String, String> headers, JsonNode data) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    headers.forEach(attributes::put);
    return new Envelope(attributes, data, "ce-", "");
  }
}
