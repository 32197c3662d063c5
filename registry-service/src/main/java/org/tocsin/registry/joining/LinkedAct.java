package org.tocsin.registry.joining;

import java.util.UUID;

/**
 * What decides whether reports in linked cases are one act.
 *
 * @param caseId the report's case
 * @param origin who reported it
 * @param eventId the report
 * @param actType code
 * @param responsibleState code; null where the report names none, and then it matches no other
 * @param date as it is written
 */
public record LinkedAct(
    UUID caseId,
    String origin,
    String eventId,
    String actType,
    String responsibleState,
    String date) {

  String same() {
    return actType + "|" + responsibleState + "|" + date;
  }
}
