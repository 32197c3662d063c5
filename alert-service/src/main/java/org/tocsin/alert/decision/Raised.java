package org.tocsin.alert.decision;

import java.time.Instant;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/**
 * An alert that news might belong to.
 *
 * @param sameAct whether it shares an act key with the news
 * @param hasAct whether an act has been reported in it
 */
public record Raised(
    UUID id,
    UUID caseId,
    String change,
    Instant from,
    Instant to,
    Severity severity,
    boolean sameAct,
    boolean hasAct) {}
