package org.tocsin.registry.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.ConsentChanged;
import org.tocsin.events.vocabulary.ConsentPurpose;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * What a defender has consented to, from all of the defender's cases: per purpose the last decision
 * in the total order holds (DOMAIN.md, section 6, rules 3 and 10). Pure.
 *
 * @param defender whose consent it is
 * @param entries every decision, in the total order, also those that do not count
 */
public record ConsentLedger(UUID defender, List<Consent> entries) {

  public ConsentLedger {
    entries = List.copyOf(entries);
  }

  /**
   * The ledger of a defender.
   *
   * @param ids all ids under which the defender is known, this one among them
   * @param cases the histories of the cases in which the defender is named under any of them
   */
  public static ConsentLedger of(UUID defender, Set<UUID> ids, Collection<History> cases) {
    return new ConsentLedger(
        defender,
        cases.stream()
            .flatMap(history -> history.entries().stream())
            .filter(entry -> isConsentOf(ids, entry))
            .sorted()
            .map(Consent::of)
            .toList());
  }

  /** What holds for a purpose at a moment. */
  public Answer answer(ConsentPurpose purpose, Instant now) {
    return last(purpose.code()).map(consent -> consent.at(now)).orElse(Answer.NOT_ASKED);
  }

  /** Whether the defender allows it at a moment. */
  public boolean allows(ConsentPurpose purpose, Instant now) {
    return answer(purpose, now).allows(purpose);
  }

  /**
   * One purpose with what holds and how it came to that.
   *
   * @param purpose code; one that is not recognised allows nothing
   * @param allowed whether it is allowed now
   */
  public record OfPurpose(String purpose, boolean allowed, Answer answer, List<Consent> entries) {

    public OfPurpose {
      entries = List.copyOf(entries);
    }
  }

  /** The ledger as the staff see it: every known purpose, and those that are not recognised. */
  public record View(UUID defender, List<OfPurpose> purposes) {

    public View {
      purposes = List.copyOf(purposes);
    }
  }

  /** The ledger as it stands at a moment. */
  public View at(Instant now) {
    Set<String> codes = new LinkedHashSet<>();
    for (ConsentPurpose known : ConsentPurpose.values()) {
      codes.add(known.code());
    }
    entries.forEach(consent -> codes.add(consent.purpose()));
    var purposes = new ArrayList<OfPurpose>();
    for (String code : codes) {
      Answer answer = last(code).map(consent -> consent.at(now)).orElse(Answer.NOT_ASKED);
      purposes.add(
          new OfPurpose(
              code,
              known(code).filter(answer::allows).isPresent(),
              answer,
              entries.stream().filter(consent -> consent.purpose().equals(code)).toList()));
    }
    return new View(defender, purposes);
  }

  private Optional<Consent> last(String purpose) {
    return entries.stream()
        .filter(consent -> consent.counts() && consent.purpose().equals(purpose))
        .reduce((earlier, later) -> later);
  }

  private static Optional<ConsentPurpose> known(String code) {
    for (ConsentPurpose known : ConsentPurpose.values()) {
      if (known.code().equals(code)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private static boolean isConsentOf(Set<UUID> ids, Entry entry) {
    return entry.now().body() instanceof ConsentChanged
        && entry.now().header().defender().filter(d -> ids.contains(d.value())).isPresent();
  }
}
