package org.tocsin.registry.history;

/** Where an event stands in the log, as one number: its partition, then its offset. */
public final class Place {

  private static final int OFFSET_BITS = 40;

  private Place() {}

  public static long of(int partition, long offset) {
    return first(partition) | offset;
  }

  /** The partition of a place. */
  public static int partition(long place) {
    return (int) (place >>> OFFSET_BITS);
  }

  /** The place of a partition's first event. */
  public static long first(int partition) {
    return (long) partition << OFFSET_BITS;
  }
}
