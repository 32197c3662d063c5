package org.tocsin.registry.disclosure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.registry.consent.ConsentLedger;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/**
 * What the gate lets through, after the decision stands in the audit log.
 *
 * @param cases what is shown of each case, by id; those of which nothing is shown are left out
 * @param consents the consent ledger of each defender whose case is shown, as it stands now
 * @param withheld how many cases are left out
 */
public record Disclosed(Map<UUID, OfCase> cases, List<ConsentLedger.View> consents, int withheld) {

  public Disclosed {
    cases = Collections.unmodifiableMap(new TreeMap<>(cases));
    consents = List.copyOf(consents);
  }

  /**
   * One case.
   *
   * @param events as they may be read: with sealed parts open where everything is shown
   */
  public record OfCase(UUID id, Decision decision, List<Recorded> events) {

    public OfCase {
      events = List.copyOf(events);
    }

    /** Whether names and texts are shown. */
    public boolean everything() {
      return decision.shown() == Shown.EVERYTHING;
    }

    public History history() {
      return History.of(events);
    }
  }

  /** The only case that was asked for. */
  public OfCase single() {
    return cases.values().iterator().next();
  }

  /** What was decided: the most that is shown of any case. */
  public Decision decision() {
    return Decision.most(cases.values().stream().map(OfCase::decision).toList());
  }
}
