package org.tocsin.registry.act;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.Subject;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Term;

/**
 * One report of an act, as it stands.
 *
 * @param caseId its case
 * @param actType code, recognised or not
 * @param state in whose figures it counts ({@link ActKeys#state})
 * @param responsible whether that State is named as responsible
 * @param occurred the date as it was reported
 * @param source what counts as one source ({@link ActKeys#source})
 * @param keys reports with one in common are the same act (DOMAIN.md, section 4)
 */
public record ReportedAct(
    UUID caseId,
    String actType,
    String state,
    boolean responsible,
    String occurred,
    String source,
    Set<UUID> keys) {

  public ReportedAct {
    keys = Set.copyOf(keys);
  }

  /** The act that an event reports; empty if it reports none. */
  public static Optional<ReportedAct> of(Event event) {
    return event.body() instanceof ActReported act
            && event.header().subject() instanceof Subject.OfCase(var id)
        ? Optional.of(
            new ReportedAct(
                id.value(),
                act.actType().code(),
                ActKeys.state(act),
                act.responsibleState() != null,
                event.header().occurredAt().value(),
                ActKeys.source(event.header()),
                ActKeys.of(event)))
        : Optional.empty();
  }

  /** How grave it is (DOMAIN.md, section 5), as a code. */
  public String severity() {
    return severity(actType);
  }

  /** How grave an act of this type is, recognised or not. */
  public static String severity(String actType) {
    return ActType.severity(Term.read(ActType.class, actType).orElseThrow()).code();
  }

  /**
   * What makes reports in linked cases the same act: type, responsible State and date (DOMAIN.md,
   * section 9, example 7); empty where no State is named as responsible.
   */
  Optional<String> linkKey() {
    return responsible ? Optional.of(actType + "|" + state + "|" + occurred) : Optional.empty();
  }
}
