package org.tocsin.registry.suggestion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Two defenders who may be one. Nothing in it is a name.
 *
 * @param defenders both ids
 * @param score from 0 to 1
 * @param reasons why, and what speaks against it
 */
public record SuggestionView(List<UUID> defenders, double score, List<Why> reasons) {

  /** One reason, as a code and in words. */
  public record Why(String code, String words) {}

  /**
   * One page of them, the likeliest first.
   *
   * @param next the {@code after} of the next page; null on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(List<SuggestionView> suggestions, String next) {}

  static SuggestionView of(UUID one, UUID other, double score, Collection<Reason> reasons) {
    return new SuggestionView(
        List.of(one, other),
        Math.round(score * 100) / 100.0,
        reasons.stream().sorted().map(reason -> new Why(reason.code(), reason.words())).toList());
  }
}
