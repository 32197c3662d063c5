package org.tocsin.service.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes what could not be processed to the topic {@code dead-letters}. The same letter may come
 * more than once, under one key.
 */
public final class DeadLetters {

  private final String service;
  private final LogWriter writer;
  private final KafkaSettings kafka;
  private volatile boolean topicIsThere;

  /**
   * A publisher that has published nothing yet.
   *
   * @param service whose letters they are
   */
  public DeadLetters(String service, LogWriter writer, KafkaSettings kafka) {
    this.service = service;
    this.writer = writer;
    this.kafka = kafka;
  }

  /**
   * Returns when the broker has acknowledged every letter.
   *
   * @throws BrokerException if it did not
   */
  public void publish(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return;
    }
    if (!topicIsThere) {
      Topics.ensure(kafka, Topics.DEAD_LETTERS);
      topicIsThere = true;
    }
    var appended = new ArrayList<CompletableFuture<RecordMetadata>>();
    for (var letter : letters) {
      appended.add(
          writer.append(
              Topics.DEAD_LETTERS, letter.key(), DeadLetterJson.write(letter.from(service))));
    }
    try {
      CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).get();
    } catch (ExecutionException failed) {
      throw new BrokerException("A dead letter was not acknowledged", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BrokerException("Stopped while publishing a dead letter", stopped);
    }
  }
}
