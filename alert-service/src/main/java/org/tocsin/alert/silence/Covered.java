package org.tocsin.alert.silence;

import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/**
 * What of an alert a silence can match.
 *
 * @param state code of the responsible State, or of where it happened
 * @param actType code of the act
 * @param partner id of the organisation that reported it
 * @param caseId the case; empty for a storm
 */
public record Covered(
    Optional<String> state,
    Optional<String> actType,
    Optional<String> partner,
    Optional<UUID> caseId,
    Severity severity) {}
