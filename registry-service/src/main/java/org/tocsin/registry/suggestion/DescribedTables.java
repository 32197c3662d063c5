package org.tocsin.registry.suggestion;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.registry.table.CopyIn;

/** Hashes of the names that descriptions give, for {@link NameIndex}, which holds its lock. */
record DescribedTables(Connection connection) {

  /** A hash of a name; equal where the bytes are. */
  record Hash(java.nio.ByteBuffer bytes) {
    static Hash of(byte[] bytes) {
      return new Hash(java.nio.ByteBuffer.wrap(bytes));
    }

    byte[] array() {
      return bytes.array();
    }
  }

  /** A name that the description at a place gives. */
  record NameAt(long place, UUID defender, Hash name, byte[] rank) {}

  /** A name of a defender and the place of the description from which it can be read. */
  record Listed(Hash name, long place) {}

  private record NameOf(UUID defender, Hash name) {}

  /**
   * The descriptions at these places give these names and no others.
   *
   * @return the defenders whose names that may change
   */
  Set<UUID> replace(Collection<Long> places, Collection<NameAt> names) throws SQLException {
    Set<NameOf> touched = new LinkedHashSet<>();
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM described_name WHERE place = ANY (?) RETURNING defender_id, name")) {
      delete.setArray(1, connection.createArrayOf("int8", places.toArray()));
      try (var row = delete.executeQuery()) {
        while (row.next()) {
          touched.add(new NameOf(row.getObject(1, UUID.class), Hash.of(row.getBytes(2))));
        }
      }
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO described_name SELECT * FROM unnest(?, ?, ?, ?)")) {
      insert.setArray(
          1, connection.createArrayOf("int8", names.stream().map(NameAt::place).toArray()));
      insert.setArray(2, bytes(names.stream().map(each -> each.name().array()).toList()));
      insert.setArray(
          3, connection.createArrayOf("uuid", names.stream().map(NameAt::defender).toArray()));
      insert.setArray(4, bytes(names.stream().map(NameAt::rank).toList()));
      insert.executeUpdate();
    }
    names.forEach(each -> touched.add(new NameOf(each.defender(), each.name())));
    if (!touched.isEmpty()) {
      rankAnew(touched);
    }
    Set<UUID> defenders = new LinkedHashSet<>();
    touched.forEach(each -> defenders.add(each.defender));
    return defenders;
  }

  private void rankAnew(Set<NameOf> touched) throws SQLException {
    Array defenders =
        connection.createArrayOf("uuid", touched.stream().map(NameOf::defender).toArray());
    Array names = bytes(touched.stream().map(each -> each.name().array()).toList());
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM defender_name WHERE (defender_id, name) IN (SELECT * FROM unnest(?, ?))")) {
      delete.setArray(1, defenders);
      delete.setArray(2, names);
      delete.executeUpdate();
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO defender_name SELECT t.defender_id, t.name, best.rank, best.place
            FROM unnest(?, ?) AS t (defender_id, name), LATERAL (
              SELECT d.rank, d.place FROM described_name d WHERE d.defender_id = t.defender_id AND d.name = t.name
              ORDER BY d.rank DESC LIMIT 1) AS best
            """)) {
      insert.setArray(1, defenders);
      insert.setArray(2, names);
      insert.executeUpdate();
    }
  }

  /** These keys, and no others, open the descriptions at these places, or will. */
  void replaceKeys(Collection<Long> places, Map<Long, Map<KeyName, Boolean>> keys)
      throws SQLException {
    try (var delete =
        connection.prepareStatement("DELETE FROM described_key WHERE place = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("int8", places.toArray()));
      delete.executeUpdate();
    }
    var owners = new ArrayList<String>();
    var ids = new ArrayList<String>();
    var at = new ArrayList<Long>();
    var opened = new ArrayList<Boolean>();
    keys.forEach(
        (place, of) ->
            of.forEach(
                (name, isOpen) -> {
                  owners.add(name.owner());
                  ids.add(name.keyId());
                  at.add(place);
                  opened.add(isOpen);
                }));
    try (var insert =
        connection.prepareStatement("INSERT INTO described_key SELECT * FROM unnest(?, ?, ?, ?)")) {
      insert.setArray(1, connection.createArrayOf("text", owners.toArray()));
      insert.setArray(2, connection.createArrayOf("text", ids.toArray()));
      insert.setArray(3, connection.createArrayOf("int8", at.toArray()));
      insert.setArray(4, connection.createArrayOf("bool", opened.toArray()));
      insert.executeUpdate();
    }
  }

  /**
   * The places of descriptions that can be opened now and were not, or were and cannot be any more.
   *
   * @param keys that have come or gone
   * @param owners all of whose keys may be gone
   */
  List<Long> turned(Collection<KeyName> keys, Collection<String> owners) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT DISTINCT k.place FROM described_key k
            JOIN (
              SELECT owner, key_id FROM unnest(?, ?) AS c (owner, key_id)
              UNION SELECT owner, key_id FROM described_key WHERE owner = ANY (?)) AS changed USING (owner, key_id)
            LEFT JOIN sealing_key s USING (owner, key_id)
            WHERE k.opened <> (s.wrapped IS NOT NULL)
            """)) {
      query.setArray(
          1, connection.createArrayOf("text", keys.stream().map(KeyName::owner).toArray()));
      query.setArray(
          2, connection.createArrayOf("text", keys.stream().map(KeyName::keyId).toArray()));
      query.setArray(3, connection.createArrayOf("text", owners.toArray()));
      var places = new ArrayList<Long>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          places.add(row.getLong(1));
        }
      }
      return places;
    }
  }

  /** The names of each of these defenders, the latest first, at most so many. */
  Map<UUID, List<Listed>> latest(Collection<UUID> defenders, int most) throws SQLException {
    Map<UUID, List<Listed>> latest = new LinkedHashMap<>();
    defenders.forEach(each -> latest.put(each, new ArrayList<>()));
    try (var query =
        connection.prepareStatement(
            """
            SELECT d.defender_id, n.name, n.place FROM unnest(?) AS d (defender_id), LATERAL (
              SELECT name, place, rank FROM defender_name WHERE defender_id = d.defender_id ORDER BY rank DESC LIMIT ?) AS n
            ORDER BY d.defender_id, n.rank DESC
            """)) {
      query.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      query.setInt(2, most);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          latest
              .get(row.getObject(1, UUID.class))
              .add(new Listed(Hash.of(row.getBytes(2)), row.getLong(3)));
        }
      }
    }
    return latest;
  }

  /** The hashes of the names that are indexed, in order; nothing for who has none. */
  Map<UUID, Hash> listed(Collection<UUID> defenders) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT defender_id, listed FROM indexed_names WHERE defender_id = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      var listed = new HashMap<UUID, Hash>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          listed.put(row.getObject(1, UUID.class), Hash.of(row.getBytes(2)));
        }
      }
      return listed;
    }
  }

  /** What is indexed of a defender: all names as one hash, and the hashes in order. */
  record Indexed(byte[] names, byte[] listed) {}

  /** This is indexed of these defenders; nothing of those that are not in the map. */
  void index(Collection<UUID> defenders, Map<UUID, Indexed> indexed) throws SQLException {
    delete("indexed_names", defenders);
    try (var copy = new CopyIn(connection, "indexed_names")) {
      for (var each : indexed.entrySet()) {
        copy.uuid(each.getKey()).bytes(each.getValue().names).bytes(each.getValue().listed).end();
      }
      copy.finish();
    }
  }

  /** Takes out everything that is kept of these defenders' names; returns how many rows it was. */
  int erase(Collection<UUID> defenders) throws SQLException {
    return delete("described_name", defenders)
        + delete("defender_name", defenders)
        + delete("indexed_names", defenders);
  }

  private int delete(String table, Collection<UUID> defenders) throws SQLException {
    try (var delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE defender_id = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      return delete.executeUpdate();
    }
  }

  private Array bytes(Collection<byte[]> all) throws SQLException {
    return connection.createArrayOf("bytea", all.toArray(byte[][]::new));
  }
}
