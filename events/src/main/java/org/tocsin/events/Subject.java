package org.tocsin.events;

import java.util.Optional;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.Symbol;
import org.tocsin.events.vocabulary.State;

/**
 * What an event is about, which is also its key in the log: all events of one subject stand in one
 * partition, in order.
 */
public sealed interface Subject {

  record OfCase(CaseId caseId) implements Subject {
    @Override
    public String toString() {
      return caseId.toString();
    }
  }

  record OfState(State state) implements Subject {
    @Override
    public String toString() {
      return STATE + state.code();
    }
  }

  record OfResolution(Symbol symbol) implements Subject {
    @Override
    public String toString() {
      return RESOLUTION + symbol;
    }
  }

  record OfFocalPoint() implements Subject {
    @Override
    public String toString() {
      return FOCAL_POINT;
    }
  }

  String STATE = "state/";
  String RESOLUTION = "resolution/";
  String FOCAL_POINT = "focal-point";

  /** The subject with this key, or empty if the text is none. */
  static Optional<Subject> of(String key) {
    if (key.equals(FOCAL_POINT)) {
      return Optional.of(new OfFocalPoint());
    }
    if (key.startsWith(STATE)) {
      return State.of(key.substring(STATE.length())).map(OfState::new);
    }
    if (key.startsWith(RESOLUTION)) {
      String symbol = key.substring(RESOLUTION.length());
      return Symbol.isSymbol(symbol)
          ? Optional.of(new OfResolution(new Symbol(symbol)))
          : Optional.empty();
    }
    try {
      return Optional.of(new OfCase(CaseId.of(key)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
