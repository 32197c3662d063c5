package org.tocsin.alert.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.policy.Acknowledgement;
import org.tocsin.alert.policy.Match;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.policy.Step;
import org.tocsin.alert.policy.Target;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads {@code policies}. */
final class PoliciesSection {

  private static final Duration UNANSWERED = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final String DURATION_FORM = "a time such as 10 min, 2 h or 1 day";

  private final Set<String> contacts;
  private final Set<String> schedules;
  private final Set<String> roles;

  PoliciesSection(Set<String> contacts, Set<String> schedules, Set<String> roles) {
    this.contacts = contacts;
    this.schedules = schedules;
    this.roles = roles;
  }

  List<Policy> read(Place section) {
    var policies = new ArrayList<Policy>();
    var ids = new HashSet<String>();
    boolean matchesAll = false;
    for (Place place : section.items()) {
      if (matchesAll) {
        place.flaw(
            "never-matches",
            "An earlier policy without conditions takes everything.",
            "Put the policy without conditions last.");
      }
      Policy policy = policy(place.fields());
      if (!policy.id().isEmpty() && !ids.add(policy.id())) {
        place.flaw("given-twice", "Another policy has this id.", "Give another.");
      }
      matchesAll |= policy.match().isUnconditional();
      policies.add(policy);
    }
    if (!matchesAll) {
      section.flaw(
          "not-covered",
          "Some alerts match no policy, and would reach nobody.",
          "Add a last policy without conditions.");
    }
    return policies;
  }

  private Policy policy(Fields fields) {
    String id = fields.needed("id", Words::id, Words.ID_FORM, "");
    Match match = match(fields.take("match").map(Place::fields));
    var steps = new ArrayList<Step>();
    List<Place> places = fields.need("steps").map(Place::items).orElse(List.of());
    places.forEach(place -> steps.add(step(place.fields())));
    if (steps.isEmpty()) {
      fields.place().flaw("nobody", "The policy reaches nobody.", "Add a step.");
      steps.add(new Step(Duration.ZERO, Target.EVERYBODY, Set.of(), Duration.ZERO, 0));
    } else if (steps.stream().noneMatch(step -> step.after().isZero())) {
      fields
          .place()
          .flaw("at-once", "Nobody is told at once.", "Leave out after in the first step.");
    }
    Acknowledgement acknowledgement =
        fields
            .take("acknowledgement")
            .map(this::acknowledgement)
            .orElseGet(Acknowledgement.One::new);
    Duration unanswered =
        fields.value("unanswered", PoliciesSection::pause, DURATION_FORM, UNANSWERED);
    fields.end();
    return new Policy(id, match, acknowledgement, steps, unanswered);
  }

  private static Match match(Optional<Fields> given) {
    if (given.isEmpty()) {
      return new Match(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());
    }
    Fields fields = given.get();
    var match =
        new Match(
            values(
                fields,
                "severity",
                text -> Words.constant(Severity.class, text),
                "a severity such as extreme"),
            values(
                fields,
                "timing",
                text -> Words.constant(Timing.class, text),
                "fresh, late-report or backdated"),
            values(
                fields,
                "act-type",
                text ->
                    Term.read(ActType.class, text)
                        .orElseThrow(IllegalArgumentException::new)
                        .code(),
                "the code of an act, such as travel-interception"),
            values(
                fields,
                "state",
                text -> State.of(text).orElseThrow(IllegalArgumentException::new).code(),
                "the code of a State in quotes, such as \"CH\""),
            values(fields, "partner", text -> new Organisation(text).id(), "the id of a partner"),
            fields
                .take("corroborated")
                .map(place -> place.read(Words::flag, "true or false", false)));
    fields.end();
    return match;
  }

  private static <T> Set<T> values(
      Fields fields, String name, Function<String, T> reader, String form) {
    var values = new LinkedHashSet<T>();
    for (Place place : fields.list(name)) {
      Optional.ofNullable(place.read(reader, form, null)).ifPresent(values::add);
    }
    return values;
  }

  private Step step(Fields fields) {
    Duration after = fields.value("after", PoliciesSection::pause, DURATION_FORM, Duration.ZERO);
    Target target =
        fields.need("tell").map(place -> target(place.fields())).orElse(Target.EVERYBODY);
    Set<Channel> channels =
        values(fields, "channels", text -> Words.constant(Channel.class, text), "sms or email");
    Duration every = Duration.ZERO;
    int times = 0;
    Optional<Fields> repeat = fields.take("repeat").map(Place::fields);
    if (repeat.isPresent()) {
      every = repeat.get().needed("every", PoliciesSection::pause, DURATION_FORM, UNANSWERED);
      times = repeat.get().needed("times", Words::count, "a number from 1 to 100", 1);
      repeat.get().end();
    }
    fields.end();
    return new Step(after, target, channels, every, times);
  }

  private Target target(Fields fields) {
    var target =
        new Target(
            Ids.known(fields.list("contacts"), contacts, "contact"),
            Ids.known(fields.list("schedules"), schedules, "schedule"),
            Ids.known(fields.list("roles"), roles, "role"),
            fields.flag("everybody"));
    fields.end();
    if (target.isEmpty()) {
      fields
          .place()
          .flaw(
              "nobody",
              "The step reaches nobody.",
              "Name contacts, schedules or roles, or everybody: true.");
      return Target.EVERYBODY;
    }
    return target;
  }

  private Acknowledgement acknowledgement(Place place) {
    if (place.node() instanceof MappingNode) {
      Fields fields = place.fields();
      Set<String> each = Ids.known(fields.list("each-role"), roles, "role");
      fields.end();
      if (each.isEmpty()) {
        place.flaw("value", "No role is named.", "Write each-role: [one, another].");
      }
      return new Acknowledgement.EachRole(each);
    }
    return place.read(
        text ->
            switch (text) {
              case "one" -> new Acknowledgement.One();
              case "none" -> new Acknowledgement.None();
              default -> throw new IllegalArgumentException();
            },
        "one, none, or each-role: with a list of roles",
        new Acknowledgement.One());
  }

  /** A pause that a person can mean: more than nothing, at most a week. */
  private static Duration pause(String text) {
    Duration pause = Words.duration(text);
    if (pause.isZero() || pause.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException();
    }
    return pause;
  }
}
