package org.tocsin.registry.horizon;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.table.Moments;

/**
 * What an answer takes into account (DOMAIN.md, section 6, rule 2): asked again with the same two
 * times, it has the same digits, whatever arrived since.
 *
 * @param knownAt what was recorded until then, in milliseconds
 * @param asOf what had happened by then; empty for all that is known
 */
public record Horizon(Instant knownAt, Optional<Instant> asOf) {

  /** A condition on facts, with three parameters. */
  public static final String CONDITION = " known_from <= ? AND known_to > ? AND happened_by <= ? ";

  /** All that is known, and all of it. */
  public static final Horizon EVERYTHING = new Horizon(Moments.FAR, Optional.empty());

  /** Whether an event had happened by then. */
  public boolean includes(Recorded event) {
    return asOf.filter(then -> event.happenedBy().isAfter(then)).isEmpty();
  }

  /** A history without what had not happened by then. */
  public History of(History known) {
    return asOf.map(known::asOf).orElse(known);
  }

  /** The moment for which time limits are judged. */
  public Instant at() {
    return asOf.orElse(knownAt);
  }

  /**
   * Sets the parameters of {@link #CONDITION}.
   *
   * @return the index of the next parameter
   */
  public int set(PreparedStatement query, int index) throws SQLException {
    OffsetDateTime known = Moments.of(knownAt);
    query.setObject(index, known);
    query.setObject(index + 1, known);
    query.setObject(index + 2, Moments.of(asOf.orElse(Moments.FAR)));
    return index + 3;
  }
}
