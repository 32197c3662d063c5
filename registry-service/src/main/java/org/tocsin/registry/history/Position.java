package org.tocsin.registry.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tocsin.service.log.Topics;

/**
 * Up to where the record has been told or listed, partition by partition. As text it is the id of a
 * server-sent event, and the mark of a page: it says the same on every instance, after a restart
 * and after a rebuild, since places in the record never change. Pure.
 *
 * @param next an offset of each partition
 */
public record Position(List<Long> next) {

  public static final int PARTITIONS = Topics.REPRISAL_EVENTS.partitions();

  /** Before every event. */
  public static final Position BEGINNING = new Position(Collections.nCopies(PARTITIONS, 0L));

  /** After every event. */
  public static final Position END = new Position(Collections.nCopies(PARTITIONS, (1L << 39) - 1));

  private static final Pattern FORM =
      Pattern.compile("[0-9]{1,12}(-[0-9]{1,12}){" + (PARTITIONS - 1) + "}");

  public Position {
    next = List.copyOf(next);
  }

  /** Reads what {@link #toString} wrote; empty for anything else. */
  public static Optional<Position> of(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new Position(List.of(text.split("-")).stream().map(Long::valueOf).toList()))
        : Optional.empty();
  }

  /** The same with one partition further on. */
  public Position with(int partition, long offset) {
    var changed = new ArrayList<>(next);
    changed.set(partition, offset);
    return new Position(changed);
  }

  /** How many records the other is further on, where it is. */
  public long until(Position other) {
    long records = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      records += Math.max(0, other.next.get(partition) - next.get(partition));
    }
    return records;
  }

  @Override
  public String toString() {
    return next.stream().map(Object::toString).collect(Collectors.joining("-"));
  }
}
