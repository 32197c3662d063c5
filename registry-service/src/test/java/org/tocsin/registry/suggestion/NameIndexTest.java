package org.tocsin.registry.suggestion;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.sealing.KeyTable;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.WrappedKey;

/** The index in the database, without the log: transactions in any order, and at once. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class NameIndexTest {

  KeyEncryption encryption;
  @Inject DataSource dataSource;
  @Inject Projection projection;
  @Inject KeyTable keys;
  @Inject NameIndex index;
  @Inject NameIndexKey hashes;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));

  @Test
  void aNameIsIndexedWhereItsEventAndItsKeyAreUnderWayAtTheSameMoment() throws Exception {
    for (boolean keyFirst : List.of(true, false)) {
      var one = Events.ofNewCase().by(first.organisation());
      Event open = one.describedAs("d-" + one.defender(), "Zanahoria Ejemplo");
      DataKey key = DataKey.create(KeyName.ownerOf(open));
      Work event = c -> projection.handle(c, List.of(logged(Sealing.seal(open, key))));
      Work wrapped =
          c ->
              keys.handle(
                  c,
                  List.of(logged(new WrappedKey(key.name(), Optional.of(encryption.wrap(key))))));
      try (var slow = dataSource.getConnection()) {
        slow.setAutoCommit(false);
        (keyFirst ? wrapped : event).on(slow);
        var other = CompletableFuture.runAsync(() -> inTransaction(keyFirst ? event : wrapped));
        await().until(() -> other.isDone() || someoneWaits());
        assertFalse(other.isDone());
        slow.commit();
        other.join();
      }
      assertTrue(tokens(one.defender()) > 0, "key first: " + keyFirst);
    }
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void inTransaction(Work work) {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      work.on(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean someoneWaits() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
        var row = query.executeQuery()) {
      return row.next();
    }
  }

  @Test
  void whatIsSuggestedDoesNotDependOnTheOrderInWhichNamesCome() throws Exception {
    var names = new ArrayList<String>();
    for (int i = 0; i < Evidence.MOST_HOLDERS + 6; i++) {
      names.add("Maria Comun");
    }
    for (int i = 0; i < Evidence.FEW_HOLDERS + 2; i++) {
      names.add("Rara Ejemplo");
    }
    names.addAll(List.of("Sergei Obraztsov", "Сергей Образцов", "Serge Obrazov"));
    List<UUID> ids = names.stream().map(name -> UUID.randomUUID()).sorted().toList();
    Set<String> inOrder = suggested(names, ids, new Random(1), 1);
    assertEquals(45 + 3, inOrder.size(), inOrder::toString);
    assertEquals(inOrder, suggested(names, ids, new Random(2), 7));
    assertEquals(inOrder, suggested(names, ids, new Random(3), 200));
    assertTrue(inOrder.stream().anyMatch(s -> s.contains("common-name")), inOrder::toString);
  }

  /** Indexes the names in some order, so many at once, some of them twice, and rolls back. */
  private Set<String> suggested(List<String> names, List<UUID> ids, Random random, int atOnce)
      throws SQLException {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < names.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    order.addAll(List.copyOf(order.subList(0, 20)));
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      var tables = new SuggestionTables(connection);
      for (int from = 0; from < order.size(); from += atOnce) {
        var some = new TreeSet<UUID>();
        var tokens = new ArrayList<SuggestionTables.TokenOf>();
        for (int i : order.subList(from, Math.min(order.size(), from + atOnce))) {
          some.add(ids.get(i));
          NameToken.of(Pairs.names(Stream.of(names.get(i))))
              .forEach(
                  t -> tokens.add(new SuggestionTables.TokenOf(ids.get(i), hashes.hash(t), t)));
        }
        tables.replace(some, tokens);
      }
      var found = new TreeSet<String>();
      try (var query =
          connection.prepareStatement(
              "SELECT one || ' ' || other || ' ' || score || ' ' || reasons::text FROM suggestion WHERE one = ANY (?)")) {
        query.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
        var row = query.executeQuery();
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
      connection.rollback();
      return found;
    }
  }

  @Test
  void anErasedDefenderHasNoTokensAndNoSuggestions() throws Exception {
    var other = Events.ofNewCase().by(first.organisation());
    inTransaction(
        c -> {
          for (Events one : List.of(first, other)) {
            Event open = one.describedAs("d-" + one.defender(), "Borrada Ejemplo");
            DataKey key = DataKey.create(KeyName.ownerOf(open));
            projection.handle(c, List.of(logged(Sealing.seal(open, key))));
            keys.handle(
                c, List.of(logged(new WrappedKey(key.name(), Optional.of(encryption.wrap(key))))));
          }
        });
    assertEquals(1, count("SELECT count(*) FROM suggestion WHERE ? IN (one, other)", first));
    inTransaction(c -> index.erase(c, Set.of(first.defender())));
    assertEquals(0, tokens(first.defender()));
    assertEquals(0, count("SELECT count(*) FROM suggestion WHERE ? IN (one, other)", first));
    assertTrue(tokens(other.defender()) > 0);
  }

  private int tokens(UUID defender) throws SQLException {
    return count(
        "SELECT count(*) FROM name_token WHERE defender_id = ?",
        new Events(null, defender, null, Optional.empty(), Optional.empty(), null));
  }

  private int count(String question, Events about) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(question)) {
      query.setObject(1, about.defender());
      var row = query.executeQuery();
      row.next();
      return row.getInt(1);
    }
  }

  private static final AtomicLong OFFSET = new AtomicLong();

  private static <T> Logged<T> logged(T value) {
    return new Logged<>(
        value, "test", 201, OFFSET.incrementAndGet(), Instant.parse("2026-11-20T00:00:00Z"));
  }
}
