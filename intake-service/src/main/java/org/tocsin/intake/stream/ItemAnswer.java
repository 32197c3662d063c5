package org.tocsin.intake.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.tocsin.intake.event.Outcome;
import org.tocsin.intake.event.Receipt;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.Problem;

/**
 * What became of one item of a stream: one line of the answer.
 *
 * @param item its place among the items, from 1 (empty lines do not count)
 * @param id the event's, where it could be read
 * @param status {@code accepted}, {@code repeated}, {@code conflict}, {@code refused}, {@code
 *     overloaded} or {@code unavailable}; in the last line {@code interrupted} if not all was read
 * @param problem why it is not recorded
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ItemAnswer(
    long item,
    String id,
    String status,
    String caseId,
    String defenderId,
    Instant recordedAt,
    List<Fault> warnings,
    Problem problem) {

  static ItemAnswer of(long item, Outcome outcome) {
    Receipt receipt = outcome.receipt();
    return receipt == null
        ? failed(item, outcome.id(), outcome.verdict().code(), outcome.problem())
        : new ItemAnswer(
            item,
            outcome.id(),
            outcome.verdict().code(),
            receipt.caseId(),
            receipt.defenderId(),
            receipt.recordedAt(),
            receipt.warnings(),
            null);
  }

  static ItemAnswer failed(long item, String id, String status, Problem problem) {
    return new ItemAnswer(item, id, status, null, null, null, List.of(), problem);
  }
}
