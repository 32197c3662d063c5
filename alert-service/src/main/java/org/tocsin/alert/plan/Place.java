package org.tocsin.alert.plan;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of the plan and where it stands. What is wrong is added to the flaws, and reading goes on
 * with a substitute, so that all flaws are found at once.
 */
record Place(Node node, String pointer, List<Flaw> flaws) {

  /** Adds a flaw of this place. */
  void flaw(String rule, String detail, String fix) {
    var mark = node.getStartMark();
    flaws.add(new Flaw(pointer, mark.getLine() + 1, mark.getColumn() + 1, rule, detail, fix));
  }

  /** The entries of a mapping, in order; a name given twice is a flaw. */
  Map<String, Place> entries() {
    var entries = new LinkedHashMap<String, Place>();
    if (!(node instanceof MappingNode mapping)) {
      flaw("mapping", "Names with values are expected here.", "Write name: value.");
      return entries;
    }
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        flaw("mapping", "A name here is no plain text.", "Write name: value.");
        continue;
      }
      var place = new Place(tuple.getValueNode(), pointer + "/" + escaped(key.getValue()), flaws);
      if (entries.putIfAbsent(key.getValue(), place) != null) {
        new Place(key, place.pointer, flaws)
            .flaw("given-twice", "This name is there already.", "Give it once.");
      }
    }
    return entries;
  }

  /** The items of a list; a single value is a list of one. */
  List<Place> items() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    var items = new ArrayList<Place>();
    for (Node item : sequence.getValue()) {
      items.add(new Place(item, pointer + "/" + items.size(), flaws));
    }
    return items;
  }

  /** A mapping whose names are declared. */
  Fields fields() {
    return new Fields(this);
  }

  /** Reads a plain value; what the reader throws makes it a flaw. */
  <T> T read(Function<String, T> reader, String form, T substitute) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      flaw("value", "A single value is expected here.", "Give " + form + ".");
      return substitute;
    }
    try {
      return reader.apply(scalar.getValue().strip());
    } catch (DateTimeException | IllegalArgumentException | IllformedLocaleException e) {
      // Without its message, which repeats the value.
      flaw("value", "The value has not the form that is expected here.", "Give " + form + ".");
      return substitute;
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
