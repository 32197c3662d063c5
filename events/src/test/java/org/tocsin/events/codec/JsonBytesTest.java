package org.tocsin.events.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The digest of what is recorded for ever rests on these bytes. */
class JsonBytesTest {

  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  @Property
  void twoTreesGiveWhatJacksonWritesForBothInOneSorted(
      @ForAll @Size(max = 6) Map<String, String> under,
      @ForAll @Size(max = 6) Map<String, String> over,
      @ForAll int number)
      throws JsonProcessingException {
    ObjectNode below = tree(under).put("number", number);
    ObjectNode above = tree(over);
    below.set("nested", tree(under));
    above.set("nested", tree(over));
    below.putArray("list").add(true).addNull().add(tree(over)).add(1.5);
    ObjectNode both = below.deepCopy();
    both.setAll(above);
    both.set("nested", ((ObjectNode) below.get("nested")).deepCopy().setAll(tree(over)));
    assertEquals(
        "before" + SORTED.writeValueAsString(both),
        text(JsonBytes.canonical("before", below, above)));
    assertEquals(below.toString(), text(JsonBytes.of(below)));
  }

  /** Half a character is refused before; the two writers would differ in how they fail. */
  private static ObjectNode tree(Map<String, String> texts) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    texts.forEach((name, text) -> tree.put(whole(name), whole(text)));
    return tree;
  }

  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Long enough for the fast way, and each byte at each place of it. */
  @Test
  void everyCharacterIsWrittenAsJacksonWritesItWhereverItStands() {
    for (int c = 0; c < 0x180; c++) {
      for (int place = 0; place < 19; place++) {
        String text = "a".repeat(place) + (char) c + "a".repeat(18 - place);
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("text", text);
        assertEquals(tree.toString(), text(JsonBytes.of(tree)));
      }
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
