package org.tocsin.registry.erasure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/**
 * Wraps data keys anew under the keyset's newest key, so that the older ones can be destroyed: then
 * wrapped keys in old segments, write-ahead logs and backups open nothing.
 */
@ApplicationScoped
class Epochs {

  private static final int AT_ONCE = 500;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DataSource dataSource;
  private final LogWriter log;
  private final KeyEncryption encryption;
  private final Clock clock = Clock.systemUTC();
  private long done;
  private Instant looked = Instant.MIN;

  Epochs(DataSource dataSource, LogWriter log, KeyEncryption encryption) {
    this.dataSource = dataSource;
    this.log = log;
    this.encryption = encryption;
  }

  private record Row(KeyName name, byte[] wrapped) {}

  /**
   * Wraps anew what is not wrapped under the newest key; looks at once after a rotation, and each
   * minute. What cannot be opened stays as it is.
   */
  synchronized void wrapAnew() throws SQLException {
    long epoch = encryption.epoch();
    if (epoch == done && looked.plus(LOOK_AGAIN).isAfter(clock.instant())) {
      return;
    }
    for (Optional<KeyName> last = Optional.of(new KeyName("-", "-")); last.isPresent(); ) {
      last = wrapSome(epoch, last.get());
    }
    done = epoch;
    looked = clock.instant();
  }

  /** How many data keys are wrapped under each epoch; those of no epoch stand under 0. */
  Map<Long, Integer> counts(Connection connection) throws SQLException {
    var counts = new TreeMap<Long, Integer>();
    try (var query =
            connection.prepareStatement(
                "SELECT substring(wrapped FROM 1 FOR 6), count(*) FROM (SELECT substring(wrapped FROM 1 FOR 5) || '\\x00'::bytea AS wrapped FROM sealing_key) AS prefix GROUP BY 1");
        var row = query.executeQuery()) {
      while (row.next()) {
        counts.merge(
            KeyEncryption.epochOf(row.getBytes(1)).orElse(0L), row.getInt(2), Integer::sum);
      }
    }
    return counts;
  }

  /**
   * The rows stay locked until the new values are acknowledged: an erasure that comes meanwhile
   * destroys them too, since its tombstones stand after them.
   *
   * @return the last key that was looked at, or empty if there are no more
   */
  private Optional<KeyName> wrapSome(long epoch, KeyName after) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<Row> old = old(connection, epoch, after);
        var anew = new ArrayList<Row>();
        for (Row row : old) {
          encryption
              .unwrap(row.name, row.wrapped)
              .ifPresent(key -> anew.add(new Row(row.name, encryption.wrap(key))));
        }
        CompletableFuture.allOf(anew.stream().map(this::append).toArray(CompletableFuture[]::new))
            .join();
        write(connection, anew);
        connection.commit();
        return old.isEmpty() ? Optional.empty() : Optional.of(old.getLast().name);
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      }
    }
  }

  private static List<Row> old(Connection connection, long epoch, KeyName after)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT owner, key_id, wrapped FROM sealing_key
            WHERE (substring(wrapped FROM 1 FOR 5) < ? OR substring(wrapped FROM 1 FOR 5) > ?) AND (owner, key_id) > (?, ?)
            ORDER BY owner, key_id LIMIT ? FOR UPDATE SKIP LOCKED
            """)) {
      byte[] prefix = ByteBuffer.allocate(5).put((byte) 1).putInt((int) epoch).array();
      query.setBytes(1, prefix);
      query.setBytes(2, prefix);
      query.setString(3, after.owner());
      query.setString(4, after.keyId());
      query.setInt(5, AT_ONCE);
      var rows = new ArrayList<Row>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(new KeyName(row.getString(1), row.getString(2)), row.getBytes(3)));
        }
      }
      return rows;
    }
  }

  private CompletableFuture<?> append(Row row) {
    byte[] value =
        JSON.createObjectNode()
            .put("alg", "tink-aead")
            .put("wrapped", Base64.getEncoder().encodeToString(row.wrapped))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return log.appendBeside(Topics.SEALING_KEYS, row.name.owner(), row.name.toString(), value);
  }

  private static void write(Connection connection, List<Row> anew) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE sealing_key SET wrapped = ? WHERE owner = ? AND key_id = ?")) {
      for (Row row : anew) {
        update.setBytes(1, row.wrapped);
        update.setString(2, row.name.owner());
        update.setString(3, row.name.keyId());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
