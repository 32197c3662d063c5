package org.tocsin.events.submission;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.shape.Shape.Field;

/**
 * The fields that a correction may change. Which type is corrected is not known when it comes (the
 * event may not have arrived yet), so these are the fields of all types together.
 */
public final class CorrectableFields {

  private static final Set<String> SHARED = Set.of("occurredAt", "language");
  private static final Map<String, List<Field>> BY_NAME =
      Stream.concat(
              Shape.of(SharedFields.class).fields().stream()
                  .filter(field -> SHARED.contains(field.name())),
              Stream.of(EventType.values())
                  .filter(type -> type.isOfPartners() && !type.amends())
                  .flatMap(type -> Shape.of(type.record()).fields().stream()))
          .collect(Collectors.groupingBy(Field::name, TreeMap::new, Collectors.toList()));

  private CorrectableFields() {}

  /** The fields by name: under one name those of every type that has it. */
  public static Map<String, List<Field>> byName() {
    return BY_NAME;
  }
}
