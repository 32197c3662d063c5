package org.tocsin.registry.suggestion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Two defenders who may be one. Nothing in it is a name.
 *
 * @param defenders both ids
 * @param score from 0 to 1
 * @param reasons why, and what speaks against it
 * @param dismissal the decision that they are two; null where nobody has decided so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuggestionView(
    List<UUID> defenders, double score, List<Why> reasons, Dismissal dismissal) {

  /** One reason, as a code and in words. */
  public record Why(String code, String words) {}

  /** A decision that two defenders are not one; its reason is on the page of its case. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Dismissal(String by, Instant recordedAt, UUID caseId, String eventId) {}

  /**
   * One page of them, the likeliest first.
   *
   * @param next the {@code after} of the next page; null on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(List<SuggestionView> suggestions, String next) {}

  static SuggestionView of(UUID one, UUID other, double score, Collection<Reason> reasons) {
    return of(one, other, score, reasons, Optional.empty());
  }

  static SuggestionView of(
      UUID one,
      UUID other,
      double score,
      Collection<Reason> reasons,
      Optional<Dismissal> dismissal) {
    return new SuggestionView(
        List.of(one, other),
        Math.round(score * 100) / 100.0,
        reasons.stream().sorted().map(reason -> new Why(reason.code(), reason.words())).toList(),
        dismissal.orElse(null));
  }
}
