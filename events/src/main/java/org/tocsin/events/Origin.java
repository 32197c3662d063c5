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

  /** The reference data that come with Tocsin. */
  record Reference() implements Origin {
    @Override
    public String toString() {
      return REFERENCE;
    }
  }

  String PARTNERS = "/partners/";
  String DESK = "/desk";
  String REFERENCE = "/reference";

  /**
   * Reads a CloudEvents {@code source}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Origin of(String source) {
    if (source.equals(DESK)) {
      return new Desk();
    }
    if (source.equals(REFERENCE)) {
      return new Reference();
    }
    if (source.startsWith(PARTNERS)) {
      return new Partner(new Organisation(source.substring(PARTNERS.length())));
    }
    throw new IllegalArgumentException("no source of an event");
  }
}
