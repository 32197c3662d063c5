package org.tocsin.service.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LogWriter writer;
  private final KafkaSettings kafka;
  private volatile boolean topicIsThere;

  public DeadLetters(LogWriter writer, KafkaSettings kafka) {
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
      appended.add(writer.append(Topics.DEAD_LETTERS, letter.key(), json(letter)));
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

  private static byte[] json(DeadLetter letter) {
    try {
      return JSON.writeValueAsBytes(letter);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Strings and numbers are JSON", impossible);
    }
  }
}
