package org.tocsin.events;

import org.tocsin.events.identity.Organisation;

/** Who wrote an event, as the CloudEvents {@code source} has it. */
public sealed interface Origin {

  record Partner(Organisation organisation) implements Origin {
    @Override
    public String toString() {
      return PARTNERS + organisation;
    }
  }

  record Desk() implements Origin {
    @Override
    public String toString() {
      return DESK;
    }
  }

  String PARTNERS = "/partners/";
  String DESK = "/desk";

  /**
   * Reads a CloudEvents {@code source}.
   *
   * @throws IllegalArgumentException if it is neither a partner's nor the desk's
   */
  static Origin of(String source) {
    if (source.equals(DESK)) {
      return new Desk();
    }
    if (source.startsWith(PARTNERS)) {
      return new Partner(new Organisation(source.substring(PARTNERS.length())));
    }
    throw new IllegalArgumentException("neither a partner's source nor the desk's");
  }
}
