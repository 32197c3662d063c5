package org.tocsin.alert.decision;

import java.util.UUID;

/**
 * What an alert belongs to; null where it does not.
 *
 * @param storm the alert of the storm that it was folded into
 * @param silence the silence that covers it
 * @param sameAs the alert of a linked case that tells of the same act
 * @param possiblySameAs an alert by another organisation that may be the same act
 * @param digest the digest that told of it
 */
public record Ties(UUID storm, UUID silence, UUID sameAs, UUID possiblySameAs, UUID digest) {

  static final Ties NONE = new Ties(null, null, null, null, null);

  Ties storm(UUID joined) {
    return new Ties(joined, silence, sameAs, possiblySameAs, digest);
  }

  Ties silence(UUID covering) {
    return new Ties(storm, covering, sameAs, possiblySameAs, digest);
  }

  Ties sameAs(UUID elder) {
    return new Ties(storm, silence, elder, possiblySameAs, digest);
  }

  Ties possiblySameAs(UUID other) {
    return new Ties(storm, silence, sameAs, other, digest);
  }
}
