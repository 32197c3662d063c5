package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * A reader that is halted in the middle of its transaction does not keep others from taking over,
 * and writes nothing when it goes on.
 */
class HaltedReaderTest {

  private static final LockPatience SHORT =
      new LockPatience(Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final CountDownLatch halted = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private LogOfTests log;

  @BeforeEach
  void begin() {
    log = LogOfTests.shared(1);
  }

  @AfterEach
  void end() {
    goesOn.countDown();
    log.close();
  }

  @Test
  void oneHaltedBetweenTwoStatementsLosesItsLocks() throws Exception {
    var first =
        halted(
            (connection, batch) -> {
              LogOfTests.note(connection, batch);
              halt();
              LogOfTests.note(connection, batch);
            });
    takesOver();
    goesOn.countDown();
    assertTrue(first.get(20, TimeUnit.SECONDS) instanceof SQLException);
    assertEquals(List.of("of the second"), log.seen());
  }

  @Test
  void oneHaltedInTheMiddleOfACopyLosesItsLocks() throws Exception {
    var first =
        halted(
            (connection, _) ->
                connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                        "COPY seen (topic, partition, position, text) FROM STDIN",
                        new HaltingText(log.topic.name() + "\t0\t0\tof the first\n"),
                        8));
    takesOver();
    goesOn.countDown();
    var failed = first.get(20, TimeUnit.SECONDS);
    assertTrue(Trouble.of(failed) != Trouble.RECORD, failed::toString);
    assertEquals(List.of("of the second"), log.seen());
  }

  /** What the transaction of a reader that is halted in it ends with. */
  private CompletableFuture<Throwable> halted(BatchHandler<String> handler) throws Exception {
    var transaction = transaction(handler);
    var ended =
        CompletableFuture.supplyAsync(
            () -> assertThrows(Exception.class, () -> run(transaction, "of the first")));
    assertTrue(halted.await(20, TimeUnit.SECONDS));
    return ended.thenApply(Throwable.class::cast);
  }

  /** As a reader does it: again after a while when there was an outage. */
  private void takesOver() {
    var transaction = transaction(LogOfTests::note);
    LogOfTests.within(20)
        .ignoreExceptionsMatching(thrown -> Trouble.of(thrown) == Trouble.DATABASE)
        .until(
            () -> {
              run(transaction, "of the second");
              return true;
            });
  }

  private FencedTransaction<String> transaction(BatchHandler<String> handler) {
    return new FencedTransaction<>(
        log.database,
        new LogPositions("halted", log.topic.name()),
        handler,
        InstantSource.system(),
        SHORT);
  }

  private void run(FencedTransaction<String> transaction, String text) throws Exception {
    transaction.run(0, 0, 1, List.of(new Logged<>(text, log.topic.name(), 0, 0, null)));
  }

  private void halt() {
    halted.countDown();
    try {
      goesOn.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A text after which nothing comes for a while. */
  private final class HaltingText extends Reader {

    private final String text;
    private int read;

    HaltingText(String text) {
      this.text = text;
    }

    @Override
    public int read(char[] buffer, int from, int length) {
      if (read == text.length()) {
        halt();
        return -1;
      }
      int count = Math.min(length, text.length() - read);
      text.getChars(read, read + count, buffer, from);
      read += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
