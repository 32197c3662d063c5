package org.tocsin.intake.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.tocsin.service.problem.Fault;

/**
 * What a partner gets for an event that is recorded.
 *
 * @param id the event's
 * @param status {@code accepted}
 * @param caseId the case that it belongs to; null for events about no case
 * @param defenderId whom it is about; null for events about no case
 * @param recordedAt the brokers' append time: when we knew
 * @param warnings what is odd but was taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
    String id,
    String status,
    String caseId,
    String defenderId,
    Instant recordedAt,
    List<Fault> warnings) {}
