package org.tocsin.alert.brief;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;

/**
 * What the registry tells of a case; null is what nobody has said, or what may not be shown.
 *
 * @param people who it is about
 * @param status where the person stands
 * @param acts what was done, in order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Brief(List<Person> people, String status, List<Act> acts) {

  public Brief {
    people = List.copyOf(Objects.requireNonNullElse(people, List.of()));
    acts = List.copyOf(Objects.requireNonNullElse(acts, List.of()));
  }

  /** A defender. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Person(String kind, String nationality, List<Name> names) {

    public Person {
      names = List.copyOf(Objects.requireNonNullElse(names, List.of()));
    }
  }

  /** A name in one script. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Name(String text) {}

  /** An act. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Act(
      String actType,
      String severity,
      String incidentState,
      String responsibleState,
      When occurredAt,
      String place,
      String summary) {}

  /** A date as partners write it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record When(String value, String precision) {}

  /** Without anything of it, which is personal: records end up in logs. */
  @Override
  public String toString() {
    return "Brief";
  }
}
