package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A case that the desk has linked with another. Pure.
 *
 * @param caseId the linked case
 * @param eventId the decision; null where the two are linked through a third case only
 * @param by who decided
 * @param recordedAt when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkedCase(UUID caseId, String eventId, String by, Instant recordedAt) {

  /** The cases that are linked with this one. */
  public static List<LinkedCase> of(CaseParts parts) {
    var linked = parts.linked();
    return linked.with(parts.id()).stream()
        .filter(other -> !other.equals(parts.id()))
        .map(
            other ->
                linked
                    .between(parts.id(), other)
                    .map(
                        link -> new LinkedCase(other, link.eventId(), link.by(), link.recordedAt()))
                    .orElseGet(() -> new LinkedCase(other, null, null, null)))
        .toList();
  }
}
