package org.tocsin.registry.defender;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.tocsin.registry.consent.ConsentLedger;
import org.tocsin.registry.disclosure.Decision;
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.joining.Joined;

/**
 * A defender as one reader may see it.
 *
 * @param defender from the cases that the reader may see, and no other
 * @param withheldCases how many further cases only those on their lists may see
 * @param disclosure how much is shown here, and why
 * @param consents the defender's consent ledger
 */
public record DefenderPage(
    @JsonUnwrapped Defender defender,
    int withheldCases,
    Decision disclosure,
    List<ConsentLedger.View> consents) {

  public DefenderPage {
    consents = List.copyOf(consents);
  }

  static DefenderPage of(DefenderParts parts, Disclosed disclosed) {
    var cases =
        disclosed.cases().values().stream()
            .map(shown -> new Defender.OfCase(shown.id(), parts.horizon().of(shown.history())))
            .toList();
    Defender whole =
        Defender.of(parts.id(), cases, parts.merged(), Joined.of(parts.links()), parts.horizon());
    boolean named = disclosed.cases().values().stream().allMatch(Disclosed.OfCase::everything);
    return new DefenderPage(
        named ? whole : whole.withoutNames(),
        disclosed.withheld(),
        disclosed.decision(),
        disclosed.consents().stream()
            .filter(ledger -> parts.ids().contains(ledger.defender()))
            .toList());
  }
}
