package org.tocsin.registry.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.ErasureMark;

/**
 * Which data keys are destroyed, and which have to be: those of an erased owner, whenever they come
 * (DOMAIN.md, section 6, rule 11).
 */
@ApplicationScoped
public class DestroyedKeys {

  /**
   * The keys of these owners, counted.
   *
   * @param kept still in the table
   * @param due gone from the table, and their tombstones not yet seen
   * @param destroyed ids of those whose tombstones stand
   * @param epochs under which the destroyed ones were wrapped, as far as it is known
   */
  public record Count(int kept, int due, List<String> destroyed, Set<Long> epochs) {}

  /** Keys whose tombstones are still to be written, at most so many. */
  public List<KeyName> due(Connection connection, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT owner, key_id FROM destroyed_key WHERE destroyed_at IS NULL LIMIT ?")) {
      query.setInt(1, most);
      return names(query);
    }
  }

  /** Keys of erased owners whose tombstones were recorded after a moment, at most so many. */
  public List<KeyName> destroyedAfter(Connection connection, Instant moment, int most)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT owner, key_id FROM destroyed_key JOIN erased_owner USING (owner) WHERE destroyed_at > ? LIMIT ?")) {
      query.setTimestamp(1, Timestamp.from(moment));
      query.setInt(2, most);
      return names(query);
    }
  }

  private static List<KeyName> names(PreparedStatement query) throws SQLException {
    var names = new ArrayList<KeyName>();
    try (var row = query.executeQuery()) {
      while (row.next()) {
        names.add(new KeyName(row.getString(1), row.getString(2)));
      }
    }
    return names;
  }

  public Count count(Connection connection, Collection<String> owners) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT (SELECT count(*) FROM sealing_key WHERE owner = ANY (?)),
              count(*) FILTER (WHERE destroyed_at IS NULL),
              coalesce(array_agg(key_id ORDER BY key_id) FILTER (WHERE destroyed_at IS NOT NULL), '{}'),
              coalesce(array_agg(DISTINCT epoch) FILTER (WHERE epoch IS NOT NULL), '{}')
            FROM destroyed_key WHERE owner = ANY (?)
            """)) {
      var array = connection.createArrayOf("text", owners.toArray());
      query.setArray(1, array);
      query.setArray(2, array);
      try (var row = query.executeQuery()) {
        row.next();
        return new Count(
            row.getInt(1),
            row.getInt(2),
            List.of((String[]) row.getArray(3).getArray()),
            Set.of((Long[]) row.getArray(4).getArray()));
      }
    }
  }

  /** Those of these owners whose keys have to be destroyed as soon as they come. */
  Set<String> refused(Connection connection, Collection<String> owners) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT owner FROM erased_owner WHERE owner = ANY (?) AND allowed_at IS NULL")) {
      query.setArray(1, connection.createArrayOf("text", owners.toArray()));
      try (var row = query.executeQuery()) {
        var refused = new HashSet<String>();
        while (row.next()) {
          refused.add(row.getString(1));
        }
        return refused;
      }
    }
  }

  void mark(Connection connection, ErasureMark mark) throws SQLException {
    if (mark.erased().isEmpty()) {
      execute(connection, "DELETE FROM erased_owner WHERE owner = ?", mark.owner());
      return;
    }
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO erased_owner VALUES (?, ?, ?)
            ON CONFLICT (owner) DO UPDATE SET erased_at = excluded.erased_at, allowed_at = excluded.allowed_at
            """)) {
      upsert.setString(1, mark.owner());
      upsert.setTimestamp(2, Timestamp.from(mark.erased().get()));
      upsert.setTimestamp(3, mark.allowed().map(Timestamp::from).orElse(null));
      upsert.executeUpdate();
    }
    if (mark.blocks()) {
      condemnAll(connection, mark.owner());
    }
  }

  void condemn(Connection connection, KeyName name, byte[] wrapped) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO destroyed_key VALUES (?, ?, ?, NULL)
            ON CONFLICT (owner, key_id) DO UPDATE SET epoch = excluded.epoch, destroyed_at = NULL
            """)) {
      insert.setString(1, name.owner());
      insert.setString(2, name.keyId());
      insert.setObject(3, KeyEncryption.epochOf(wrapped).orElse(null));
      insert.executeUpdate();
    }
  }

  /** A tombstone was seen; of several the first counts. */
  void destroyed(Connection connection, KeyName name, Instant recordedAt) throws SQLException {
    execute(
        connection,
        "DELETE FROM sealing_key WHERE owner = ? AND key_id = ?",
        name.owner(),
        name.keyId());
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO destroyed_key VALUES (?, ?, NULL, ?)
            ON CONFLICT (owner, key_id) DO UPDATE SET destroyed_at = coalesce(destroyed_key.destroyed_at, excluded.destroyed_at)
            """)) {
      upsert.setString(1, name.owner());
      upsert.setString(2, name.keyId());
      upsert.setTimestamp(3, Timestamp.from(recordedAt));
      upsert.executeUpdate();
    }
  }

  /** These keys are there again. */
  void forget(Connection connection, Collection<KeyName> names) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM destroyed_key WHERE (owner, key_id) IN (SELECT * FROM unnest(?, ?))")) {
      delete.setArray(
          1, connection.createArrayOf("text", names.stream().map(KeyName::owner).toArray()));
      delete.setArray(
          2, connection.createArrayOf("text", names.stream().map(KeyName::keyId).toArray()));
      delete.executeUpdate();
    }
  }

  private void condemnAll(Connection connection, String owner) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM sealing_key WHERE owner = ? RETURNING key_id, wrapped")) {
      delete.setString(1, owner);
      try (var row = delete.executeQuery()) {
        while (row.next()) {
          condemn(connection, new KeyName(owner, row.getString(1)), row.getBytes(2));
        }
      }
    }
  }

  private static void execute(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
