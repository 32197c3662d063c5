package org.tocsin.alert.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

/** The fields of a mapping: each is taken by its name, and what nobody takes is a flaw. */
final class Fields {

  private final Place place;
  private final Map<String, Place> entries;
  private final Set<String> declared = new LinkedHashSet<>();

  Fields(Place place) {
    this.place = place;
    this.entries = place.entries();
  }

  Place place() {
    return place;
  }

  /** The field's value, if it is there. */
  Optional<Place> take(String name) {
    declared.add(name);
    return Optional.ofNullable(entries.get(name));
  }

  /** A field that must be there. */
  Optional<Place> need(String name) {
    Optional<Place> field = take(name);
    if (field.isEmpty()) {
      place.flaw("required", "The field " + name + " is missing.", "Add it.");
    }
    return field;
  }

  <T> T value(String name, Function<String, T> reader, String form, T otherwise) {
    return take(name).map(field -> field.read(reader, form, otherwise)).orElse(otherwise);
  }

  <T> T needed(String name, Function<String, T> reader, String form, T substitute) {
    return need(name).map(field -> field.read(reader, form, substitute)).orElse(substitute);
  }

  boolean flag(String name) {
    return value(name, Words::flag, "true or false", false);
  }

  /** The places of a list; none if the field is not there. */
  List<Place> list(String name) {
    return take(name).map(Place::items).orElse(List.of());
  }

  /** Ends the reading: says which fields nobody knows. */
  void end() {
    entries.forEach(
        (name, value) -> {
          if (!declared.contains(name)) {
            Node node = value.node();
            new Place(node, value.pointer(), value.flaws())
                .flaw(
                    "unknown-field",
                    "There is no field of this name.",
                    "The fields here are " + String.join(", ", declared) + ".");
          }
        });
  }
}
