package org.tocsin.alert.brief;

import java.util.UUID;

/**
 * A case whose brief is wanted.
 *
 * @param event an event that the brief has to tell of, as {@code ORIGIN ID}: the registry may not
 *     have read it yet
 */
public record Wanted(UUID caseId, String event) {}
