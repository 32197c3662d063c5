package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.service.log.LogOfTests.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Infrastructure;

/** The tail tells what others wrote, and not again what this process knows. */
class LogTailTest {

  private final TopicSpec topic = TopicSpec.forEver("test-" + UUID.randomUUID(), 2);
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private LogTail tail(KafkaSettings kafka, long last) {
    return new LogTail(
        "tail", topic, kafka, last, one -> heard.add(one.id()), InstantSource.system());
  }

  private RecordMetadata write(LogWriter writer, int partition, String id) {
    var event = new ProducerRecord<>(topic.name(), partition, "case", new byte[] {1});
    List.of("source", "type", "digest").forEach(name -> header(event, name, name));
    header(event, "id", id);
    return writer.append(event).join();
  }

  private static void header(ProducerRecord<?, ?> event, String name, String value) {
    event.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void itBeginsWithTheLastOnesAndHearsWhatOthersWrite() {
    var kafka = KafkaSettings.of(Infrastructure.kafka());
    Topics.ensure(kafka, topic);
    try (var writer = new LogWriter(kafka)) {
      IntStream.range(0, 20).forEach(i -> write(writer, 0, "old-" + i));
      var tail = tail(kafka, 6);
      tail.start();
      within(20).until(tail::isCaughtUp);
      assertEquals(List.of("old-17", "old-18", "old-19"), heard);
      assertTrue(tail.state().ready(InstantSource.system().instant()));
      write(writer, 1, "new");
      within(10).until(() -> heard.contains("new"));
      tail.stop();
    }
  }

  @Test
  void whatIsKnownIsPassedOverAndNothingElse() {
    var kafka = KafkaSettings.of(Infrastructure.kafka());
    Topics.ensure(kafka, topic);
    var tail = tail(kafka, 100);
    try (var writer = new LogWriter(kafka)) {
      IntStream.range(0, 30).forEach(i -> tail.passOver(write(writer, 0, "own-" + i)));
      write(writer, 0, "other-0");
      tail.passOver(write(writer, 1, "own"));
      tail.start();
      within(20).until(tail::isCaughtUp);
      assertEquals(List.of("other-0"), heard);
      write(writer, 0, "other-1");
      write(writer, 1, "other-2");
      within(10).until(() -> heard.containsAll(List.of("other-1", "other-2")));
      assertEquals(3, heard.size());
      tail.stop();
    }
  }

  @Test
  void anOutageOfTheBrokersLosesNothing(@TempDir Path folder) throws Exception {
    int port = FreePorts.one();
    int controllerPort = FreePorts.one();
    var first = Infrastructure.ownBroker(folder, port, controllerPort);
    var kafka = KafkaSettings.of(first.bootstrapServers());
    Topics.ensure(kafka, topic);
    var tail = tail(kafka, 100);
    try (var writer = new LogWriter(kafka)) {
      tail.start();
      write(writer, 0, "before");
      within(20).until(() -> heard.contains("before"));
      first.kill();
      within(20).until(() -> tail.state().brokerMissingSince().isPresent());
      try (var second = Infrastructure.ownBroker(folder, port, controllerPort)) {
        assertTrue(second.isAlive());
        within(60).ignoreExceptions().until(() -> write(writer, 0, "after").hasOffset());
        within(20).until(() -> heard.contains("after"));
        within(20).until(() -> tail.state().brokerMissingSince().isEmpty());
        assertEquals(1, heard.stream().filter("before"::equals).count());
        tail.stop();
      }
    }
  }
}
