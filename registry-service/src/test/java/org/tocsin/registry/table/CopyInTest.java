package org.tocsin.registry.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.registry.SecretsResource;

/** Rows that go in by COPY are the rows that come out. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class CopyInTest {

  private static final UUID ONE = UUID.fromString("00000000-0000-8000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("ffffffff-ffff-8fff-bfff-ffffffffffff");

  /** More than a piece, so that it is sent in several. */
  private static final int MANY = 5_000;

  @Inject DataSource dataSource;

  @Test
  void everyTypeOfColumnAndItsEdgesComeOutAsTheyWentIn() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      make(connection);
      try (var rows = new CopyIn(connection, "copied")) {
        rows.number(Long.MIN_VALUE)
            .small(-1)
            .truth(true)
            .text("tab\t, line\n, back\\slash, \\N, Сергей")
            .uuid(OTHER)
            .instant(Instant.parse("2026-11-20T10:00:00.123456789Z"))
            .uuids(List.of(ONE, OTHER))
            .json("{\"a\":\"\\\\\"}".getBytes(StandardCharsets.UTF_8))
            .bytes(new byte[] {0, -1})
            .end();
        rows.number(1)
            .small(2)
            .truth(false)
            .text(null)
            .uuid(null)
            .instant(Instant.parse("1969-12-31T23:59:59.999999999Z"))
            .uuids(List.of())
            .json("{}".getBytes(StandardCharsets.UTF_8))
            .bytes(new byte[0])
            .end();
        rows.number(2)
            .small(3)
            .truth(false)
            .text("")
            .uuid(ONE)
            .never()
            .uuids(List.of(ONE))
            .json("[]".getBytes(StandardCharsets.UTF_8))
            .bytes(new byte[0])
            .end();
        rows.finish();
      }
      assertEquals(
          List.of(
              "-9223372036854775808|-1|true|tab\t, line\n, back\\slash, \\N, Сергей|"
                  + OTHER
                  + "|2026-11-20 10:00:00.123456+00|{"
                  + ONE
                  + ","
                  + OTHER
                  + "}|{\"a\": \"\\\\\"}|\\x00ff",
              "1|2|false|~|~|1969-12-31 23:59:59.999999+00|~|{}|\\x",
              "2|3|false||" + ONE + "|infinity|{" + ONE + "}|[]|\\x"),
          rows(connection));
      connection.rollback();
    }
  }

  @Test
  void rowsOfSeveralPiecesAllComeAndNoneIsNothingToDo() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      make(connection);
      try (var none = new CopyIn(connection, "copied")) {
        none.finish();
      }
      try (var rows = new CopyIn(connection, "copied")) {
        for (int i = 0; i < MANY; i++) {
          rows.number(i)
              .small(0)
              .truth(true)
              .text("x".repeat(i))
              .uuid(ONE)
              .never()
              .uuids(List.of())
              .json("{}".getBytes(StandardCharsets.UTF_8))
              .bytes(new byte[0])
              .end();
        }
        rows.finish();
      }
      try (var query = connection.createStatement();
          var row = query.executeQuery("SELECT count(*), sum(length(text)) FROM copied")) {
        row.next();
        assertEquals(MANY, row.getLong(1));
        assertEquals(MANY * (MANY - 1L) / 2, row.getLong(2));
      }
      connection.rollback();
    }
  }

  private static void make(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL TimeZone = 'UTC'");
      statement.execute(
          "CREATE TEMPORARY TABLE copied (number bigint, small smallint, truth boolean, text text, id uuid, at timestamptz, ids uuid[], json jsonb, bytes bytea) ON COMMIT DROP");
    }
  }

  private static List<String> rows(Connection connection) throws SQLException {
    try (var query = connection.createStatement();
        var row =
            query.executeQuery(
                "SELECT concat_ws('|', number, small, truth::text, coalesce(text, '~'), coalesce(id::text, '~'), at, coalesce(ids::text, '~'), json, bytes) FROM copied ORDER BY number")) {
      var rows = new ArrayList<String>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }
}
