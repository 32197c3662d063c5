package org.tocsin.service.log;

import java.sql.Connection;
import java.util.List;

/** What a service does with the records of one partition. */
@FunctionalInterface
public interface BatchHandler<T> {

  /**
   * Writes the effect of the records, all of one partition and in order, into the transaction on
   * this connection, which also moves the partition's position; commit and rollback are the
   * reader's business.
   *
   * <p>Called on the reader's thread, again with the same records after anything failed. An
   * exception that tells of the database or the broker is waited out. Any other is taken for a
   * fault of a record: the records are then given one by one, and the one that fails again becomes
   * a dead letter.
   */
  void handle(Connection connection, List<Logged<T>> batch) throws Exception;

  /**
   * Whether any of these has an effect. Those of whom none has are passed over without a
   * transaction, and may be given again after a restart.
   */
  default boolean concerns(List<Logged<T>> batch) {
    return true;
  }

  /**
   * Called after the commit, for waking others up; may be missed, and what it throws changes
   * nothing.
   */
  default void committed(List<Logged<T>> batch) {}
}
