package org.tocsin.alert.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/**
 * The conditions of a policy: all that are given must hold, each by any of its values.
 *
 * @param severities empty for any; so are the others
 * @param timings whether fresh, late or backdated
 * @param actTypes codes
 * @param states codes; of the responsible State, or of where it happened
 * @param partners organisations
 * @param corroborated empty for either
 */
public record Match(
    Set<Severity> severities,
    Set<Timing> timings,
    Set<String> actTypes,
    Set<String> states,
    Set<String> partners,
    Optional<Boolean> corroborated) {

  public Match {
    severities = Set.copyOf(severities);
    timings = Set.copyOf(timings);
    actTypes = Set.copyOf(actTypes);
    states = Set.copyOf(states);
    partners = Set.copyOf(partners);
  }

  /** Whether every alert matches. */
  public boolean isUnconditional() {
    return conditions().isEmpty();
  }

  /** Whether such an alert matches. */
  public boolean matches(Traits traits) {
    return unmet(traits).isEmpty();
  }

  /** The names of the conditions that are given, such as {@code severity}. */
  public List<String> conditions() {
    var given = new ArrayList<String>();
    add(given, "severity", !severities.isEmpty());
    add(given, "timing", !timings.isEmpty());
    add(given, "act-type", !actTypes.isEmpty());
    add(given, "state", !states.isEmpty());
    add(given, "partner", !partners.isEmpty());
    add(given, "corroborated", corroborated.isPresent());
    return given;
  }

  /** The names of the conditions that such an alert does not meet. */
  public List<String> unmet(Traits traits) {
    var unmet = new ArrayList<String>();
    add(unmet, "severity", !severities.isEmpty() && !severities.contains(traits.severity()));
    add(unmet, "timing", !timings.isEmpty() && !timings.contains(traits.timing()));
    add(
        unmet,
        "act-type",
        !actTypes.isEmpty() && traits.actType().filter(actTypes::contains).isEmpty());
    add(unmet, "state", !states.isEmpty() && traits.state().filter(states::contains).isEmpty());
    add(
        unmet,
        "partner",
        !partners.isEmpty() && traits.partner().filter(partners::contains).isEmpty());
    add(
        unmet,
        "corroborated",
        corroborated.isPresent() && corroborated.get() != traits.corroborated());
    return unmet;
  }

  private static void add(List<String> names, String name, boolean holds) {
    if (holds) {
      names.add(name);
    }
  }
}
