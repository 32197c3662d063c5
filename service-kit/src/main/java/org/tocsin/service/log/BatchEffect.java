package org.tocsin.service.log;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Has a batch take effect: dead letters first, then all records in one transaction, or one by one
 * if one of them is at fault.
 */
record BatchEffect<T>(
    String reader,
    String topic,
    FencedTransaction<T> transaction,
    DeadLetters deadLetters,
    ReaderMetrics metrics,
    BooleanSupplier stopping) {

  private static final Logger LOG = Logger.getLogger(BatchEffect.class);

  /**
   * Returns when the partition has moved from {@code expected} to the batch's end; throws what is
   * to be waited out.
   */
  void take(int partition, long expected, PartitionBatch<T> batch) throws Exception {
    publish(batch.poison());
    if (!together(partition, expected, batch)) {
      oneByOne(partition, expected, batch);
    }
    metrics.handled(batch.sound().size());
  }

  /** Whether any of these has an effect. */
  boolean concerns(List<Logged<T>> batch) {
    return transaction.handler().concerns(batch);
  }

  /**
   * Takes batches without poison of several partitions in one transaction, which costs no more than
   * one of them; if this throws, nothing has happened.
   */
  void takeTogether(List<FencedTransaction.Step<T>> steps) throws Exception {
    transaction.run(steps);
    for (var step : steps) {
      transaction.tellCommitted(step.batch());
      metrics.handled(step.batch().size());
    }
  }

  /** False if one of the records is at fault, which one is not known. */
  private boolean together(int partition, long expected, PartitionBatch<T> batch) throws Exception {
    try {
      transaction.run(partition, expected, batch.next(), batch.sound());
    } catch (Exception failed) {
      if (batch.sound().isEmpty() || !isFaultOfRecord(failed)) {
        throw failed;
      }
      return false;
    }
    transaction.tellCommitted(batch.sound());
    return true;
  }

  private void oneByOne(int partition, long expected, PartitionBatch<T> batch) throws Exception {
    var at = expected;
    for (var one : batch.sound()) {
      var next = one.offset() + 1;
      try {
        transaction.run(partition, at, next, List.of(one));
        transaction.tellCommitted(List.of(one));
      } catch (Exception failed) {
        if (!isFaultOfRecord(failed)) {
          throw failed;
        }
        var letter = new DeadLetter(topic, partition, one.offset(), "handler-failed", reader);
        LOG.errorf(WithoutMessage.of(failed), "%s: %s cannot be handled", reader, letter.key());
        publish(List.of(letter));
        transaction.run(partition, at, next, List.of());
      }
      at = next;
    }
    if (at < batch.next()) {
      transaction.run(partition, at, batch.next(), List.of());
    }
  }

  /** While the service stops, its parts fail in ways that are nobody's fault. */
  private boolean isFaultOfRecord(Exception failed) {
    return !stopping.getAsBoolean() && Trouble.of(failed) == Trouble.RECORD;
  }

  private void publish(List<DeadLetter> letters) {
    deadLetters.publish(letters);
    letters.forEach(letter -> metrics.deadLetter(letter.reason()));
  }
}
