package org.tocsin.registry.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tocsin.service.problem.Fault;

/**
 * A decision that is recorded.
 *
 * @param id the event's
 * @param type such as {@code case-closed}
 * @param caseId the case that it is an event of
 * @param recordedAt when
 * @param by who decided
 * @param warnings what is odd but was taken
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DecisionView(
    String id, String type, UUID caseId, Instant recordedAt, String by, List<Fault> warnings) {}
