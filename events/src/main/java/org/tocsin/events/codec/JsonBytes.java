package org.tocsin.events.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.tocsin.events.text.Utf8;

/**
 * Writes trees as JSON in UTF-8, nothing between tokens: byte for byte what Jackson writes, but
 * long texts in one copy (docs/performance.md). Its functions may be called by many threads.
 */
public final class JsonBytes {

  private static final int FIRST_ROOM = 2_048;

  /** A buffer that grew beyond this for one large tree is not kept. */
  private static final int KEPT_ROOM = 65_536;

  /** Each thread writes into the same buffer again and again. */
  private static final ThreadLocal<JsonBytes> OF_THREAD = ThreadLocal.withInitial(JsonBytes::new);

  private byte[] bytes = new byte[FIRST_ROOM];
  private int length;

  private JsonBytes() {}

  /** The tree, its members in their order. */
  public static byte[] of(ObjectNode tree) {
    JsonBytes json = begin();
    json.object(tree);
    return json.take();
  }

  /**
   * Of the same content the same bytes: both trees as one, members sorted by name. Where both have
   * a member that is no object, the second counts.
   *
   * @param before what stands before it, no JSON
   */
  public static byte[] canonical(String before, ObjectNode under, ObjectNode over) {
    JsonBytes json = begin();
    json.raw(before.getBytes(StandardCharsets.UTF_8));
    json.sorted(under, over);
    return json.take();
  }

  private static JsonBytes begin() {
    JsonBytes json = OF_THREAD.get();
    json.length = 0;
    return json;
  }

  private void object(ObjectNode tree) {
    put('{');
    boolean first = true;
    for (var member : tree.properties()) {
      if (!first) {
        put(',');
      }
      first = false;
      text(member.getKey());
      put(':');
      value(member.getValue(), false);
    }
    put('}');
  }

  private void sorted(ObjectNode under, ObjectNode over) {
    put('{');
    String last = null;
    for (String name : names(under, over)) {
      if (name.equals(last)) {
        continue;
      }
      if (last != null) {
        put(',');
      }
      last = name;
      text(name);
      put(':');
      member(under.get(name), over == null ? null : over.get(name));
    }
    put('}');
  }

  private static String[] names(ObjectNode under, ObjectNode over) {
    var names = new String[under.size() + (over == null ? 0 : over.size())];
    int count = 0;
    for (Iterator<String> each = under.fieldNames(); each.hasNext(); count++) {
      names[count] = each.next();
    }
    if (over != null) {
      for (Iterator<String> each = over.fieldNames(); each.hasNext(); count++) {
        names[count] = each.next();
      }
    }
    Arrays.sort(names);
    return names;
  }

  private void member(JsonNode under, JsonNode over) {
    if (under instanceof ObjectNode below && over instanceof ObjectNode above) {
      sorted(below, above);
    } else {
      value(over == null ? under : over, true);
    }
  }

  private void value(JsonNode value, boolean sorted) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        if (sorted) {
          sorted((ObjectNode) value, null);
        } else {
          object((ObjectNode) value);
        }
      }
      case ARRAY -> {
        put('[');
        for (int i = 0; i < value.size(); i++) {
          if (i > 0) {
            put(',');
          }
          value(value.get(i), sorted);
        }
        put(']');
      }
      case STRING -> text(value.textValue());
      default -> raw(value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put('"');
    raw(Utf8.isPlainInJson(utf8) ? utf8 : JsonStringEncoder.getInstance().quoteAsUTF8(text));
    put('"');
  }

  private void put(char c) {
    room(1);
    bytes[length++] = (byte) c;
  }

  private void raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private byte[] take() {
    byte[] written = Arrays.copyOf(bytes, length);
    if (bytes.length > KEPT_ROOM) {
      bytes = new byte[FIRST_ROOM];
    }
    return written;
  }
}
