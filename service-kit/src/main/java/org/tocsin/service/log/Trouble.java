package org.tocsin.service.log;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** What a failure tells of: an outage is waited out, a fault of a record is not. */
enum Trouble {
  /** The database cannot be reached, is in the way, or has not the tables it should have. */
  DATABASE,
  /** The brokers cannot be reached. */
  BROKER,
  /** Another reader has the partition. */
  LOST,
  /** This record fails whenever it is tried. */
  RECORD;

  /**
   * SQL states (class: first two characters) that come from the values of a record: data exception,
   * integrity constraint violation, program limit exceeded. All others, such as a missing table,
   * would hit every record alike.
   */
  private static final Set<String> OF_VALUES = Set.of("22", "23", "54");

  static Trouble of(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case FencedTransaction.PartitionLost _ -> {
          return LOST;
        }
        case SQLException sql -> {
          var state = sql.getSQLState();
          return state != null && state.length() == 5 && OF_VALUES.contains(state.substring(0, 2))
              ? RECORD
              : DATABASE;
        }
        case KafkaException _, BrokerException _, IOException _, InterruptedException _ -> {
          return BROKER;
        }
        default -> {}
      }
    }
    return RECORD;
  }
}
