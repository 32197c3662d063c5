package org.tocsin.events.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How one kind of value is read from JSON and written to it.
 *
 * @param <T> the value's type
 */
interface Kind<T> {

  /**
   * The value, or null after adding at least one violation. Never throws for bad input, never
   * repeats it.
   */
  T read(JsonNode node, String pointer, Reading reading);

  /** The value as JSON; what it reads back from. */
  JsonNode write(T value);

  /**
   * The same in JSON Schema (2020-12), a new tree each time; rules that it cannot say stand in
   * words.
   */
  ObjectNode schema();
}
