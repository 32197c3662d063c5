package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.service.log.LogOfTests.within;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.service.log.FencedTransaction.PartitionLost;

/** Every record takes effect once, against a real broker and a real database. */
class PartitionedReaderTest {

  private LogOfTests log;

  @BeforeEach
  void begin() {
    log = LogOfTests.shared(3);
  }

  @AfterEach
  void end() {
    log.close();
  }

  @Test
  void everyRecordTakesEffectOnceAndInTheOrderOfItsPartition() {
    var texts = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    texts.forEach(text -> log.append(Integer.parseInt(text) % 3, text));
    var reader = log.reader("order");
    reader.start();
    for (var partition = 0; partition < 3; partition++) {
      var number = partition;
      var expected = texts.stream().filter(t -> Integer.parseInt(t) % 3 == number).toList();
      within(20).untilAsserted(() -> assertEquals(expected, log.seen(number)));
    }
    within(5)
        .untilAsserted(() -> assertEquals(Map.of(0, 100L, 1, 100L, 2, 100L), reader.position()));
    assertEquals(3, reader.watermarks().size());
    assertTrue(reader.state().ready(InstantSource.system().instant()));
  }

  @Test
  void aTrickleIsTakenInFewTransactions() {
    var transactions = new AtomicInteger();
    var reader =
        log.reader(
            "trickle",
            (connection, batch) -> {
              transactions.incrementAndGet();
              LogOfTests.note(connection, batch);
            });
    reader.start();
    log.append(0, "first").join();
    within(20).until(() -> log.seen().size() == 1);
    long begin = System.nanoTime();
    IntStream.range(0, 200).forEach(number -> log.append(0, "" + number).join());
    within(20).until(() -> log.seen().size() == 201);
    long most = (System.nanoTime() - begin) / ReadingTurn.PACE.toNanos() + 2;
    assertTrue(transactions.get() <= most, transactions + " transactions, at most " + most);
  }

  @Test
  void theNextReaderContinuesWhereTheLastEnded() {
    log.write("a", "b");
    var first = log.reader("continue");
    first.start();
    within(20).until(() -> log.seen().size() == 2);
    first.stop();
    log.write("c");
    log.reader("continue").start();
    within(20).untilAsserted(() -> assertEquals(List.of("a", "b", "c"), log.seen()));
  }

  @Test
  void readersOfDifferentNamesEachSeeEverything() {
    log.write("a");
    log.reader("one").start();
    log.reader("other").start();
    within(20).untilAsserted(() -> assertEquals(List.of("a", "a"), log.seen()));
  }

  @Test
  void aCrashBetweenEffectAndCommitLosesAndDoublesNothing() {
    var crashed = new AtomicBoolean();
    log.write("a", "b");
    log.reader(
            "crash",
            (connection, batch) -> {
              LogOfTests.note(connection, batch);
              if (crashed.compareAndSet(false, true)) {
                try (var statement = connection.createStatement()) {
                  statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                }
              }
            })
        .start();
    within(20).untilAsserted(() -> assertEquals(List.of("a", "b"), log.seen()));
    assertTrue(crashed.get());
    assertEquals(Map.of(), log.letters());
  }

  @Test
  void aReaderThatHasLostThePartitionWritesNothing() throws Exception {
    var inTransaction = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var positions = new LogPositions("fenced", log.topic.name());
    var record = new Logged<>("new owner", log.topic.name(), 0, 0, null);
    var newOwner =
        new FencedTransaction<String>(
            log.database,
            positions,
            (connection, batch) -> {
              inTransaction.countDown();
              assertTrue(goOn.await(20, TimeUnit.SECONDS));
              LogOfTests.note(connection, batch);
            },
            InstantSource.system());
    var oldOwner =
        new FencedTransaction<String>(
            log.database, positions, LogOfTests::note, InstantSource.system());

    var first = CompletableFuture.runAsync(() -> run(newOwner, List.of(record)));
    assertTrue(inTransaction.await(20, TimeUnit.SECONDS));
    var second =
        CompletableFuture.runAsync(
            () ->
                assertThrows(
                    PartitionLost.class,
                    () -> oldOwner.run(0, 0, 1, List.of(new Logged<>("old", "t", 0, 0, null)))));
    goOn.countDown();
    first.get(20, TimeUnit.SECONDS);
    second.get(20, TimeUnit.SECONDS);
    assertEquals(List.of("new owner"), log.seen());
  }

  @Test
  void ofStepsThatGoTogetherNoneIsTakenIfOnePartitionIsLost() throws Exception {
    var positions = new LogPositions("together", log.topic.name());
    var transaction =
        new FencedTransaction<String>(
            log.database, positions, LogOfTests::note, InstantSource.system());
    transaction.run(1, 0, 1, List.of(new Logged<>("elsewhere", log.topic.name(), 1, 0, null)));
    var steps =
        List.of(
            new FencedTransaction.Step<>(
                0, 0, 1, List.of(new Logged<>("a", log.topic.name(), 0, 0, null))),
            new FencedTransaction.Step<>(
                1, 0, 1, List.of(new Logged<>("b", log.topic.name(), 1, 0, null))));
    assertThrows(PartitionLost.class, () -> transaction.run(steps));
    assertEquals(List.of(), log.seen(0));
    assertEquals(List.of("elsewhere"), log.seen(1));
    transaction.run(steps.subList(0, 1));
    assertEquals(List.of("a"), log.seen(0));
  }

  private static void run(FencedTransaction<String> transaction, List<Logged<String>> batch) {
    try {
      transaction.run(0, 0, 1, batch);
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Test
  void aReaderWhosePositionWasMovedByAnotherGoesOnFromThere() {
    log.write("a");
    var reader = log.reader("moved");
    reader.start();
    within(20).until(() -> log.seen().equals(List.of("a")));
    within(20).until(() -> Map.of(0, 1L, 1, 0L, 2, 0L).equals(reader.position()));
    // Another reader has taken "b" already when this one gets to see it.
    log.execute(
        "UPDATE log_position SET next_offset = 2 WHERE partition = 0 AND topic = '"
            + log.topic.name()
            + "'");
    log.write("b", "c");
    within(20).untilAsserted(() -> assertEquals(List.of("a", "c"), log.seen()));
  }

  @Test
  void anUnreadableRecordBecomesADeadLetterAndThePartitionGoesOn() {
    log.write("a", "poison Amina Example", "b");
    var reader = log.reader("poison");
    reader.start();
    within(20).untilAsserted(() -> assertEquals(List.of("a", "b"), log.seen()));
    var letters = log.letters();
    assertEquals(Set.of(log.topic.name() + "/0/1"), letters.keySet());
    var letter = letters.values().iterator().next();
    assertTrue(letter.contains("\"reason\":\"bad-text\""), letter);
    assertTrue(letter.contains("\"offset\":1"), letter);
    assertFalse(letter.contains("Amina"), letter);
    assertEquals(1, log.meters.get("tocsin.log.dead.letters").counter().count());
    assertEquals(2, log.meters.get("tocsin.log.records").counter().count());
  }

  @Test
  void aRecordThatCannotBeHandledBecomesADeadLetterAndTheOthersTakeEffectOnce() {
    log.write("a", "bug", "b", "null\u0001byte");
    log.reader(
            "bug",
            (connection, batch) -> {
              LogOfTests.note(connection, batch);
              for (var one : batch) {
                if (one.value().equals("bug")) {
                  throw new IllegalStateException("a bug");
                }
                if (one.value().startsWith("null")) {
                  // What PostgreSQL says to a null byte: a data exception of this record alone.
                  LogOfTests.note(connection, List.of(new Logged<>("\0", one.topic(), 0, 0, null)));
                }
              }
            })
        .start();
    within(20).until(() -> log.letters().size() == 2);
    assertEquals(List.of("a", "b"), log.seen());
    assertEquals(
        Set.of(log.topic.name() + "/0/1", log.topic.name() + "/0/3"), log.letters().keySet());
  }

  @Test
  void aMissingTableIsWaitedForAndNothingBecomesADeadLetter() {
    var tries = new AtomicInteger();
    log.write("a");
    log.reader(
            "table",
            (connection, batch) -> {
              if (tries.incrementAndGet() < 3) {
                try (var statement = connection.createStatement()) {
                  statement.execute("INSERT INTO no_such_table VALUES (1)");
                }
              }
              LogOfTests.note(connection, batch);
            })
        .start();
    within(20).untilAsserted(() -> assertEquals(List.of("a"), log.seen()));
    assertEquals(3, tries.get());
    assertEquals(Map.of(), log.letters());
  }

  @Test
  void aSecondReaderTakesOverWhenTheFirstStops() {
    var first = log.reader("pair");
    var second = log.reader("pair");
    first.start();
    second.start();
    within(30)
        .until(
            () ->
                !first.position().isEmpty()
                    && !second.position().isEmpty()
                    && first.position().size() + second.position().size() == 3);
    first.stop();
    for (var partition = 0; partition < 3; partition++) {
      log.append(partition, "after");
    }
    within(30)
        .until(() -> IntStream.range(0, 3).allMatch(p -> log.seen(p).equals(List.of("after"))));
  }

  @Test
  void aLogShorterThanThePositionStopsTheReaderVisibly() {
    log.write("a");
    var reader = log.reader("short");
    log.execute(
        "INSERT INTO log_position VALUES ('short%s', '%s', 0, 1000, now())"
            .formatted(log.topic.name(), log.topic.name()));
    reader.start();
    within(20).until(() -> reader.state().halted().isPresent());
    assertFalse(reader.state().ready(InstantSource.system().instant()));
    assertEquals(List.of(), log.seen());
  }
}
