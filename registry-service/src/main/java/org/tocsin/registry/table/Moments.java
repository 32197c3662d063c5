package org.tocsin.registry.table;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Moments as the database takes them. */
public final class Moments {

  /** After every date that an event can have and every time at which one can be recorded. */
  public static final Instant FAR = Instant.parse("+20000-01-01T00:00:00Z");

  private Moments() {}

  /** As a parameter of a statement. */
  public static OffsetDateTime of(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
