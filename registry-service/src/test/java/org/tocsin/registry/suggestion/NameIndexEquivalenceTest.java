package org.tocsin.registry.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.sealing.KeyTable;
import org.tocsin.registry.sealing.SealedParts;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.log.KeyRecord;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.WrappedKey;

/** The index as it grows, beside one that is computed anew from everything that there is. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class NameIndexEquivalenceTest {

  private static final List<String> NAMES =
      List.of(
          "Valdemar Rutabaga",
          "Вальдемар Рутабага",
          "Waldemar Rutabaga",
          "Ottilie Schwarzwurzel",
          "Otilia Schwarzwurzel",
          "Rutabaga",
          "فالديمار روتاباجا",
          "Ottilie");
  private static final int CASES = 1_000;

  /** Tables that hold a row for each of a defender's cases. */
  private static final List<String> GROWING =
      List.of("event", "described", "described_name", "described_key");

  private static final AtomicLong OFFSET = new AtomicLong();

  KeyEncryption encryption;
  @Inject DataSource dataSource;
  @Inject Projection projection;
  @Inject KeyTable keys;
  @Inject DescribedNames described;
  @Inject SealedParts sealed;
  @Inject NameIndexKey hashes;

  private final Events any =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverComesTheIndexIsTheOneThatIsComputedFromEverything(long seed) throws Exception {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        lockEverything(statement);
        var world = new World(connection, new Random(seed));
        for (int turn = 0; turn < 60; turn++) {
          world.turn(turn);
        }
        world.compare();
        assertTrue(world.compared > 15 && world.tokens > 0, "something was compared");
      } finally {
        connection.rollback();
      }
    }
  }

  @Test
  void oneMoreCaseOfADefenderWithAThousandTakesLittleReading() throws Exception {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        lockEverything(statement);
        // What is read is to depend on what is asked, not on what is guessed without a look at it.
        statement.execute("SET LOCAL plan_cache_mode = force_custom_plan");
        // A table with a few rows that other tests have left would be read as a whole.
        statement.execute("SET LOCAL enable_seqscan = off");
        DataKey key = DataKey.create(any.defender().toString());
        keys.handle(connection, List.of(logged(wrapped(key), 0)));
        describe(connection, key, CASES);
        statement.execute("ANALYZE " + String.join(", ", GROWING));
        var one = rowsRead(connection, () -> describe(connection, key, 1));
        assertTrue(one.containsKey("described_name"), "what is read is counted");
        one.keySet().retainAll(GROWING);
        one.forEach(
            (table, rows) -> assertTrue(rows <= 20, () -> "one more of " + CASES + ": " + one));
        var rewrapped =
            rowsRead(connection, () -> keys.handle(connection, List.of(logged(wrapped(key), 0))));
        assertTrue(rewrapped.containsKey("described_key"), "what is read is counted");
        assertFalse(rewrapped.containsKey("event"), () -> "hashes only: " + rewrapped);
        assertEquals(
            List.of(CASES + 1L),
            numbers(
                connection,
                "SELECT count(*) FROM described_name WHERE defender_id = '"
                    + any.defender()
                    + "'"));
      } finally {
        connection.rollback();
      }
    }
  }

  /**
   * Has the service's own readers wait: a test's transaction takes the locks of many batches, which
   * is only safe where the first takes them all.
   */
  private static void lockEverything(Statement statement) throws SQLException {
    statement.execute(
        "SELECT pg_advisory_xact_lock((current_schema()::regnamespace::oid::bigint << 32) + number) FROM generate_series(0, 511) AS number");
  }

  private interface Work {
    void run() throws SQLException;
  }

  /** Rows that this transaction has fetched from each table while it did this. */
  private static Map<String, Long> rowsRead(Connection connection, Work work) throws SQLException {
    Map<String, Long> before = rowsRead(connection);
    work.run();
    Map<String, Long> read = rowsRead(connection);
    read.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
    read.values().removeIf(rows -> rows == 0);
    return read;
  }

  private static Map<String, Long> rowsRead(Connection connection) throws SQLException {
    var read = new TreeMap<String, Long>();
    try (var query = connection.createStatement();
        var row =
            query.executeQuery(
                "SELECT relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables WHERE schemaname = current_schema()")) {
      while (row.next()) {
        read.put(row.getString(1), row.getLong(2));
      }
    }
    return read;
  }

  private static List<Long> numbers(Connection connection, String question) throws SQLException {
    try (var query = connection.createStatement();
        var row = query.executeQuery(question)) {
      row.next();
      return List.of(row.getLong(1));
    }
  }

  /** So many new cases that describe the defender by the same name. */
  private void describe(Connection connection, DataKey key, int cases) throws SQLException {
    var batch = new ArrayList<Logged<Event>>();
    for (int i = 0; i < cases; i++) {
      Event open =
          any.withCase(UUID.randomUUID()).describedAs("d-" + UUID.randomUUID(), NAMES.getFirst());
      batch.add(logged(Sealing.seal(open, key), 1));
    }
    projection.handle(connection, batch);
  }

  private WrappedKey wrapped(DataKey key) {
    return new WrappedKey(key.name(), Optional.of(encryption.wrap(key)));
  }

  private static <T> Logged<T> logged(T value, int second) {
    return new Logged<>(
        value,
        "test",
        202,
        OFFSET.incrementAndGet(),
        Instant.parse("2026-11-20T00:00:00Z").plusSeconds(second));
  }

  /** A few defenders in a few cases, what is told of them, and their keys. */
  private final class World {

    private final Connection connection;
    private final Random random;
    private final List<UUID> defenders = new ArrayList<>();
    private final List<UUID> cases = new ArrayList<>();
    private final Map<UUID, List<DataKey>> ofDefender = new HashMap<>();
    private final List<Event> told = new ArrayList<>();
    private final List<Logged<Event>> batch = new ArrayList<>();
    private int compared;
    private int tokens;

    World(Connection connection, Random random) {
      this.connection = connection;
      this.random = random;
      for (int i = 0; i < 4; i++) {
        UUID defender = UUID.randomUUID();
        defenders.add(defender);
        cases.add(UUID.randomUUID());
        ofDefender.put(
            defender,
            List.of(DataKey.create(defender.toString()), DataKey.create(defender.toString())));
      }
    }

    void turn(int turn) throws SQLException {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> tell(describe("e" + turn, any(defenders), any(cases)));
        case 4 -> keyComes();
        case 5 -> keyGoes(turn);
        case 6 -> {
          if (!told.isEmpty()) {
            tell(correct("e" + turn, any(told)));
          }
        }
        case 7 -> {
          if (!told.isEmpty()) {
            Event target = any(told);
            tell(of(target).retraction("e" + turn, target.header().id().value(), day()));
          }
        }
        case 8 -> conflict();
        default -> confirm(turn);
      }
      if (random.nextInt(3) == 0) {
        flush();
      }
      if (random.nextInt(3) == 0) {
        compare();
      }
    }

    private Event describe(String id, UUID defender, UUID caseId) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      for (int i = random.nextInt(3); i >= 0; i--) {
        fields.withArray("names").addObject().put("text", any(NAMES));
      }
      return new Events(
              caseId, defender, any.organisation(), Optional.empty(), Optional.empty(), digest())
          .event(
              id,
              random.nextInt(12) == 0 ? "2199-01-01" : day(),
              new DefenderDescribed(Term.of(DefenderKind.PERSON), null, null, null),
              new Subject.OfCase(new CaseId(caseId)),
              new SealedPart.Open(fields));
    }

    private Event correct(String id, Event target) {
      ObjectNode changes = JsonNodeFactory.instance.objectNode();
      changes.withArray("names").addObject().put("text", any(NAMES));
      ObjectNode open = JsonNodeFactory.instance.objectNode();
      if (random.nextBoolean()) {
        open.putObject("occurredAt").put("value", day()).put("precision", "day");
      }
      return of(target)
          .event(
              id,
              day(),
              new EventCorrected(target.header().id(), new Changes(open), null),
              target.header().subject(),
              new SealedPart.Open(
                  JsonNodeFactory.instance.objectNode().set("sealedChanges", changes)));
    }

    /** Another content under an id; whichever was recorded first stands. */
    private void conflict() {
      if (!told.isEmpty()) {
        Event one = any(told);
        tell(
            describe(
                one.header().id().value(),
                one.header().defender().orElseThrow().value(),
                any(cases)));
      }
    }

    private void confirm(int turn) {
      if (!told.isEmpty()) {
        Event target = any(told);
        Event decision =
            of(target)
                .decision(
                    "c" + turn + "-" + UUID.randomUUID(),
                    "2026-11-23",
                    new EventConfirmed(target.header().id(), new Organisation(any.organisation())));
        batch.add(logged(decision, random.nextInt(100)));
      }
    }

    private void tell(Event open) {
      told.add(open);
      DataKey key = any(ofDefender.get(open.header().defender().orElseThrow().value()));
      batch.add(
          logged(
              open.sealed() instanceof SealedPart.Open ? Sealing.seal(open, key) : open,
              random.nextInt(100)));
    }

    private void keyComes() throws SQLException {
      DataKey key = any(ofDefender.get(any(defenders)));
      keys.handle(connection, List.of(logged(wrapped(key), 1)));
    }

    private void keyGoes(int turn) throws SQLException {
      DataKey key = any(ofDefender.get(any(defenders)));
      KeyRecord gone =
          random.nextInt(4) > 0
              ? new WrappedKey(key.name(), Optional.empty())
              : ErasureMark.erased(
                  key.name().owner(), Instant.parse("2026-11-20T00:00:00Z").plusSeconds(turn));
      keys.handle(connection, List.of(logged(gone, 1)));
      if (gone instanceof ErasureMark mark) {
        keys.handle(
            connection, List.of(logged(mark.allowing(Instant.parse("2026-11-21T00:00:00Z")), 1)));
      }
    }

    private void flush() throws SQLException {
      if (!batch.isEmpty()) {
        projection.handle(connection, List.copyOf(batch));
        batch.clear();
      }
    }

    /** What is indexed now, and what is indexed when all of it is thrown away. */
    void compare() throws SQLException {
      List<String> grown = indexed();
      var before = connection.setSavepoint();
      var found = described.find(connection, defenders, events -> sealed.open(connection, events));
      var rows = new ArrayList<SuggestionTables.TokenOf>();
      found.forEach(
          (defender, as) ->
              NameToken.of(as.names())
                  .forEach(
                      t -> rows.add(new SuggestionTables.TokenOf(defender, hashes.hash(t), t))));
      new SuggestionTables(connection).replace(new TreeSet<>(defenders), rows);
      List<String> anew = indexed();
      connection.rollback(before);
      assertEquals(anew, grown);
      found.forEach((defender, as) -> assertEquals(as.names().isEmpty(), names(defender) == null));
      compared++;
      tokens += rows.size();
    }

    private List<String> indexed() throws SQLException {
      var all = new TreeSet<String>();
      for (String question :
          List.of(
              "SELECT t::text FROM name_token t WHERE defender_id = ANY (?)",
              "SELECT t::text FROM suggestion t WHERE one = ANY (?)")) {
        try (var query = connection.prepareStatement(question)) {
          query.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
          try (var row = query.executeQuery()) {
            while (row.next()) {
              all.add(row.getString(1));
            }
          }
        }
      }
      return List.copyOf(all);
    }

    private byte[] names(UUID defender) {
      try (var query =
          connection.prepareStatement("SELECT names FROM indexed_names WHERE defender_id = ?")) {
        query.setObject(1, defender);
        try (var row = query.executeQuery()) {
          return row.next() ? row.getBytes(1) : null;
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Writes as the same organisation in the same case. */
    private Events of(Event target) {
      return new Events(
          ((Subject.OfCase) target.header().subject()).caseId().value(),
          target.header().defender().orElseThrow().value(),
          any.organisation(),
          Optional.empty(),
          Optional.empty(),
          digest());
    }

    private String digest() {
      return "%064x".formatted(random.nextLong());
    }

    private String day() {
      return "2026-11-%02d".formatted(1 + random.nextInt(20));
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
