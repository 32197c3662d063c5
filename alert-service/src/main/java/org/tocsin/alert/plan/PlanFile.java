package org.tocsin.alert.plan;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.ExpectedBeats;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.schedule.Schedule;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** The plan as ops write it, in YAML. Pure. */
public final class PlanFile {

  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int DEEPEST = 20;
  private static final String WRITE_YAML = "Write YAML as in docs/alerting.md.";

  private PlanFile() {}

  /**
   * What was read.
   *
   * @param plan empty if anything is wrong
   * @param flaws everything that is wrong, in the order of the lines
   */
  public record Reading(Optional<AlertingPlan> plan, List<Flaw> flaws) {}

  /** Reads a plan; all that is wrong with it is found at once. */
  public static Reading read(String text) {
    try {
      var options = new LoaderOptions();
      options.setCodePointLimit(MOST_CHARACTERS);
      options.setNestingDepthLimit(DEEPEST);
      Node root = new Yaml(options).compose(new StringReader(text));
      return root == null
          ? refused(1, 1, "The plan is empty.")
          : read(new Place(root, "", new ArrayList<>()));
    } catch (MarkedYAMLException e) {
      // Without its message, which repeats the text.
      var mark = e.getProblemMark();
      return refused(
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          "This is no YAML.");
    } catch (YAMLException e) {
      return refused(1, 1, "This is no YAML, or it is longer or deeper than a plan can be.");
    }
  }

  private static Reading refused(int line, int column, String detail) {
    return new Reading(
        Optional.empty(), List.of(new Flaw("", line, column, "yaml", detail, WRITE_YAML)));
  }

  private static Reading read(Place root) {
    Fields fields = root.fields();
    Optional<Place> policySection = fields.need("policies");
    Map<String, Contact> contacts =
        fields.need("contacts").map(ContactsSection::read).orElse(Map.of());
    Map<String, Schedule> schedules =
        fields
            .take("schedules")
            .map(section -> SchedulesSection.read(section, contacts.keySet()))
            .orElse(Map.of());
    Set<String> roles =
        contacts.values().stream()
            .map(Contact::roles)
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    List<Policy> policies =
        policySection
            .map(new PoliciesSection(contacts.keySet(), schedules.keySet(), roles)::read)
            .orElse(List.of());
    ExpectedBeats beats = BeatsSection.read(fields.take("tests"), fields.take("beats"));
    fields.end();
    if (root.flaws().isEmpty()) {
      var plan = new AlertingPlan(contacts, schedules, policies, beats);
      Reach.check(plan, policySection.orElseThrow());
      return new Reading(
          root.flaws().isEmpty() ? Optional.of(plan) : Optional.empty(), sorted(root.flaws()));
    }
    return new Reading(Optional.empty(), sorted(root.flaws()));
  }

  private static List<Flaw> sorted(List<Flaw> flaws) {
    return flaws.stream()
        .sorted(Comparator.comparing(Flaw::line).thenComparing(Flaw::column))
        .toList();
  }
}
