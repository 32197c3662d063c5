package org.tocsin.registry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.registry.SecretsResource;

/** Who waits for whom: a wait shows as a failure, since each connection gives up at once. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class LocksTest {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  @Inject DataSource dataSource;

  private final List<String> cases = List.of("case of " + UUID.randomUUID());
  private final List<UUID> acts = List.of(UUID.randomUUID());

  private interface Taking {
    void take(Connection connection) throws SQLException;
  }

  @Test
  void followersWriteToOneCaseTogetherAndWhoWantsItAloneWaits() throws SQLException {
    passes(each -> Locks.together(each, cases, List.of()), this::together);
    waits(this::together, each -> Locks.alone(each, cases));
    waits(each -> Locks.alone(each, cases), this::together);
    waits(each -> Locks.together(each, List.of(), cases), this::together);
    passes(each -> Locks.alone(each, cases), each -> Locks.acts(each, acts));
  }

  @Test
  void writersOfOneKeyOfActsWaitAndAlsoWhereOneOfThemHasTooManyToNameThem() throws SQLException {
    List<UUID> others = List.of(UUID.randomUUID());
    List<UUID> many = Stream.generate(UUID::randomUUID).limit(1_000).toList();
    waits(each -> Locks.acts(each, acts), each -> Locks.acts(each, acts));
    passes(each -> Locks.acts(each, acts), each -> Locks.acts(each, others));
    waits(each -> Locks.acts(each, acts), each -> Locks.acts(each, many));
    waits(each -> Locks.acts(each, many), each -> Locks.acts(each, acts));
    waits(Locks::names, Locks::names);
  }

  @Test
  void whoBuildsOtherTablesIsInNobodysWay() throws SQLException {
    Taking elsewhere =
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path = pg_catalog");
          }
          Locks.alone(connection, cases);
          Locks.acts(connection, acts);
          Locks.names(connection);
        };
    passes(elsewhere, each -> Locks.alone(each, cases));
    passes(elsewhere, each -> Locks.acts(each, acts));
    passes(elsewhere, Locks::names);
  }

  private void together(Connection connection) throws SQLException {
    Locks.together(connection, cases, List.of());
  }

  private void waits(Taking first, Taking second) throws SQLException {
    try (Connection one = begin();
        Connection other = begin()) {
      first.take(one);
      SQLException gaveUp = assertThrows(SQLException.class, () -> second.take(other));
      assertEquals(LOCK_NOT_AVAILABLE, gaveUp.getSQLState());
      one.rollback();
      other.rollback();
    }
  }

  private void passes(Taking first, Taking second) throws SQLException {
    try (Connection one = begin();
        Connection other = begin()) {
      first.take(one);
      second.take(other);
      one.rollback();
      other.rollback();
    }
  }

  private Connection begin() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '100ms'");
    }
    return connection;
  }
}
