package org.tocsin.registry.casefile;

import java.util.Set;
import org.tocsin.events.ActMatch;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Source;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.State;

/**
 * One report of an act, as it stands.
 *
 * @param origin who reported it
 * @param eventId the report
 * @param actType code, recognised or not
 * @param severity code
 * @param responsibleState by whom, or null where the report does not say
 * @param incidentState where
 * @param source what counts as one source (DOMAIN.md, section 6, rule 5): the quoted source where
 *     one is named, or else the organisation
 * @param keys reports with one in common are the same act (DOMAIN.md, section 4)
 */
public record ReportedAct(
    String origin,
    String eventId,
    String actType,
    String severity,
    String responsibleState,
    String incidentState,
    String source,
    Set<String> keys) {

  public ReportedAct {
    keys = Set.copyOf(keys);
  }

  static ReportedAct of(Event event, ActReported act) {
    EventHeader header = event.header();
    State responsible = act.responsibleState();
    return new ReportedAct(
        header.origin().toString(),
        header.id().value(),
        act.actType().code(),
        ActType.severity(act.actType()).code(),
        responsible == null ? null : responsible.code(),
        act.incidentState().code(),
        source(header),
        ActMatch.keys(event));
  }

  /** The State in whose figures it counts: the responsible one, or where it happened. */
  public String state() {
    return responsibleState == null ? incidentState : responsibleState;
  }

  private static String source(EventHeader header) {
    return header
        .source()
        .flatMap(Source::id)
        .map(Object::toString)
        .orElse(header.origin().toString());
  }
}
