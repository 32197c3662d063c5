package org.tocsin.events.vocabulary;

import java.util.Optional;

/**
 * The kinds of reprisal, each with its default severity and the status of a person that it implies.
 */
public enum ActType implements Vocabulary {
  KILLING(Severity.EXTREME, PersonStatus.DECEASED),
  DEATH_IN_CUSTODY(Severity.EXTREME, PersonStatus.DECEASED),
  ENFORCED_DISAPPEARANCE(Severity.EXTREME, PersonStatus.DISAPPEARED),
  TORTURE(Severity.EXTREME),
  KIDNAPPING(Severity.EXTREME, PersonStatus.MISSING),
  INCOMMUNICADO_DETENTION(Severity.EXTREME, PersonStatus.INCOMMUNICADO),
  DENIAL_OF_MEDICAL_CARE(Severity.EXTREME),
  ARBITRARY_ARREST(Severity.SEVERE, PersonStatus.DETAINED),
  ARBITRARY_DETENTION(Severity.SEVERE, PersonStatus.DETAINED),
  PHYSICAL_ATTACK(Severity.SEVERE),
  SEXUAL_VIOLENCE(Severity.SEVERE),
  DEPORTATION(Severity.SEVERE, PersonStatus.EXILED),
  TRAVEL_INTERCEPTION(Severity.SEVERE, PersonStatus.TRAVEL_BLOCKED),
  DEATH_THREAT(Severity.SEVERE),
  ATTACK_ON_RELATIVE(Severity.SEVERE),
  RAID(Severity.MODERATE),
  NGO_DEREGISTRATION(Severity.MODERATE),
  NGO_CLOSURE(Severity.MODERATE),
  TRAVEL_BAN(Severity.MODERATE, PersonStatus.TRAVEL_BLOCKED),
  PASSPORT_CONFISCATION(Severity.MODERATE, PersonStatus.TRAVEL_BLOCKED),
  JUDICIAL_HARASSMENT(Severity.MODERATE),
  ASSET_FREEZE(Severity.MODERATE),
  RESTRICTIVE_LEGISLATION(Severity.MODERATE),
  SMEAR_CAMPAIGN(Severity.MINOR),
  THREAT(Severity.MINOR),
  INTIMIDATION(Severity.MINOR),
  SURVEILLANCE(Severity.MINOR),
  HACKING(Severity.MINOR),
  DISMISSAL(Severity.MINOR),
  FUNDING_RESTRICTION(Severity.MINOR),
  OTHER(Severity.MINOR);

  private final Severity severity;
  private final PersonStatus implies;

  ActType(Severity severity) {
    this(severity, null);
  }

  ActType(Severity severity, PersonStatus implies) {
    this.severity = severity;
    this.implies = implies;
  }

  /** How grave such an act is where nothing else is known. */
  public Severity severity() {
    return severity;
  }

  /**
   * The status that a defender has by this act alone: an arrest and <em>detained</em> are one
   * change.
   */
  public Optional<PersonStatus> implies() {
    return Optional.ofNullable(implies);
  }

  /**
   * The severity of an act, known or not: an act that is not recognised counts as severe, never
   * less.
   */
  public static Severity severity(Term<ActType> act) {
    return act.known().map(ActType::severity).orElse(Severity.SEVERE);
  }
}
