package org.tocsin.registry.suggestion;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.registry.table.CopyIn;

/**
 * Writes the tokens of defenders and what follows from them, for {@link NameIndex}, which holds its
 * lock.
 */
record SuggestionTables(Connection connection) {

  /** A token of a defender, hashed; of the token itself no text is stored. */
  record TokenOf(UUID defender, byte[] hash, NameToken token) {

    /** What one defender has once for each script, be it from several names. */
    private String place() {
      return defender + hex(hash) + token.writing();
    }

    private TokenOf stronger(TokenOf other) {
      boolean alias = token.alias() && other.token.alias();
      int parts = Math.min(token.parts(), other.token.parts());
      return new TokenOf(
          defender,
          hash,
          new NameToken(token.kind(), token.text(), token.writing(), token.arity(), parts, alias));
    }
  }

  private record Pair(UUID one, UUID other) {}

  /**
   * These defenders have these tokens and no others. Suggestions of all that it bears on are
   * computed anew: of the defenders themselves, and of those whose name becomes a common one by
   * them, or is one no more.
   */
  void replace(Set<UUID> defenders, Collection<TokenOf> tokens) throws SQLException {
    Map<String, TokenOf> rows = new LinkedHashMap<>();
    tokens.forEach(token -> rows.merge(token.place(), token, TokenOf::stronger));
    Array ids = uuids(defenders);
    List<byte[]> touched = new ArrayList<>(hashesOf(ids));
    rows.values().forEach(row -> touched.add(row.hash));
    Map<String, Integer> before = frequencies(touched);
    delete("DELETE FROM name_token WHERE defender_id = ANY (?)", ids);
    insert(rows.values());
    Map<String, Integer> after = frequencies(touched);
    List<byte[]> changed =
        touched.stream()
            .filter(hash -> !before.get(hex(hash)).equals(after.get(hex(hash))))
            .toList();
    var affected = new TreeSet<>(defenders);
    affected.addAll(otherHolders(changed, ids));
    suggest(uuids(affected));
  }

  private void suggest(Array defenders) throws SQLException {
    delete("DELETE FROM suggestion WHERE one = ANY (?)", defenders);
    delete("DELETE FROM suggestion WHERE other = ANY (?)", defenders);
    Map<Pair, Evidence> found = new HashMap<>();
    shared(defenders)
        .forEach((pair, shared) -> Evidence.of(shared).ifPresent(e -> found.put(pair, e)));
    try (var insert = connection.prepareStatement("INSERT INTO suggestion VALUES (?, ?, ?, ?)")) {
      for (var suggestion : found.entrySet()) {
        insert.setObject(1, suggestion.getKey().one);
        insert.setObject(2, suggestion.getKey().other);
        insert.setFloat(3, (float) suggestion.getValue().score());
        insert.setArray(
            4,
            connection.createArrayOf(
                "text",
                suggestion.getValue().reasons().stream().map(Reason::code).sorted().toArray()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What each pair shares of which one is among these, but for tokens of too many defenders. */
  private Map<Pair, List<Shared>> shared(Array defenders) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            WITH own AS (SELECT * FROM name_token WHERE defender_id = ANY (?)),
            held AS (
              SELECT token, holders FROM (SELECT DISTINCT token FROM own) t, LATERAL (
                SELECT count(*)::int AS holders FROM (
                  SELECT DISTINCT defender_id FROM name_token n WHERE n.token = t.token LIMIT ?) limited) counted
              WHERE holders BETWEEN 2 AND ?)
            SELECT least(a.defender_id, b.defender_id), greatest(a.defender_id, b.defender_id), a.kind, a.arity,
              a.writing, a.parts, a.alias, b.writing, b.parts, b.alias, holders
            FROM own a JOIN held USING (token) JOIN name_token b USING (token)
            WHERE a.defender_id <> b.defender_id
            """)) {
      query.setArray(1, defenders);
      query.setInt(2, Evidence.MOST_HOLDERS + 1);
      query.setInt(3, Evidence.MOST_HOLDERS);
      var shared = new HashMap<Pair, List<Shared>>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          var pair = new Pair(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
          shared.computeIfAbsent(pair, _ -> new ArrayList<>()).add(shared(row));
        }
      }
      return shared;
    }
  }

  private static Shared shared(ResultSet row) throws SQLException {
    return new Shared(
        NameToken.Kind.values()[row.getInt(3)],
        row.getInt(4),
        side(row, 5),
        side(row, 8),
        row.getInt(11));
  }

  private static Shared.Side side(ResultSet row, int first) throws SQLException {
    return new Shared.Side(
        Writing.values()[row.getInt(first)], row.getInt(first + 1), row.getBoolean(first + 2));
  }

  /** In which class of frequency each token is now. */
  private Map<String, Integer> frequencies(Collection<byte[]> hashes) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT t.token, (SELECT count(*) FROM (
              SELECT DISTINCT defender_id FROM name_token n WHERE n.token = t.token LIMIT ?) limited)
            FROM (SELECT DISTINCT unnest(?) AS token) t
            """)) {
      query.setInt(1, Evidence.MOST_HOLDERS + 1);
      query.setArray(2, bytes(hashes));
      var frequencies = new HashMap<String, Integer>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          frequencies.put(hex(row.getBytes(1)), Evidence.frequency(row.getInt(2)));
        }
      }
      return frequencies;
    }
  }

  /** How many tokens there are of these defenders. */
  int tokens(Set<UUID> defenders) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT count(*) FROM name_token WHERE defender_id = ANY (?)")) {
      query.setArray(1, uuids(defenders));
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private List<byte[]> hashesOf(Array defenders) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT token FROM name_token WHERE defender_id = ANY (?)")) {
      query.setArray(1, defenders);
      var hashes = new ArrayList<byte[]>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          hashes.add(row.getBytes(1));
        }
      }
      return hashes;
    }
  }

  /** Who else has these tokens: few, as the class of frequency of each has changed just now. */
  private Set<UUID> otherHolders(Collection<byte[]> hashes, Array defenders) throws SQLException {
    var holders = new HashSet<UUID>();
    if (hashes.isEmpty()) {
      return holders;
    }
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT defender_id FROM name_token WHERE token = ANY (?) AND NOT defender_id = ANY (?)")) {
      query.setArray(1, bytes(hashes));
      query.setArray(2, defenders);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          holders.add(row.getObject(1, UUID.class));
        }
      }
    }
    return holders;
  }

  private void insert(Collection<TokenOf> rows) throws SQLException {
    try (var copy = new CopyIn(connection, "name_token")) {
      for (TokenOf row : rows) {
        copy.uuid(row.defender)
            .bytes(row.hash)
            .small(row.token.kind().ordinal())
            .small(row.token.writing().ordinal())
            .small(row.token.arity())
            .small(row.token.parts())
            .truth(row.token.alias())
            .end();
      }
      copy.finish();
    }
  }

  private void delete(String statement, Array defenders) throws SQLException {
    try (var delete = connection.prepareStatement(statement)) {
      delete.setArray(1, defenders);
      delete.executeUpdate();
    }
  }

  private Array uuids(Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  private Array bytes(Collection<byte[]> hashes) throws SQLException {
    return connection.createArrayOf("bytea", hashes.toArray(byte[][]::new));
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
