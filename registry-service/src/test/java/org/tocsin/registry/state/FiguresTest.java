package org.tocsin.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.service.deadline.Deadlines;
import org.tocsin.service.log.Logged;

/**
 * The figures in the database against figures that are folded from the events and nothing else, for
 * many sets of events, orders of arrival and horizons. Each try is a transaction that is rolled
 * back.
 */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class FiguresTest {

  private static final int TRIES = 60;
  private static final int PARTITION = 200;

  @Inject DataSource dataSource;
  @Inject Projection projection;
  @Inject States states;
  @Inject Balances balances;
  @Inject Deadlines deadlines;

  @DisplayName("Rule 3: order of arrival does not matter")
  @Test
  void anyOrderOfArrivalAndAnyDuplicationGiveTheSameFigures() throws Exception {
    for (int seed = 0; seed < TRIES; seed++) {
      var random = new Random(seed);
      List<Recorded> events = RandomEvents.of(random, 5 + random.nextInt(35));
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        clear(connection);
        arrive(connection, random, events);
        for (int i = 0; i < 6; i++) {
          compare(connection, seed, events, RandomEvents.horizon(random, events));
        }
        compare(connection, seed, events, Horizon.EVERYTHING);
        connection.rollback();
      }
    }
  }

  @Test
  void figuresCarriedOnFromEarlierOnesAreThoseThatAreCountedAnew() throws Exception {
    for (int seed = 2_000; seed < 2_000 + TRIES; seed++) {
      var random = new Random(seed);
      List<Recorded> events = RandomEvents.of(random, 40);
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        clear(connection);
        Instant before = Instant.MIN;
        for (int to = 1 + random.nextInt(8); to < events.size(); to += 1 + random.nextInt(8)) {
          Instant now = events.get(to).recordedAt();
          Instant last = before;
          List<Recorded> known =
              events.stream().filter(each -> !each.recordedAt().isAfter(now)).toList();
          arrive(
              connection,
              random,
              known.stream().filter(each -> each.recordedAt().isAfter(last)).toList());
          compare(connection, seed, known, new Horizon(now, Optional.empty()));
          before = now;
        }
        connection.rollback();
      }
    }
  }

  @DisplayName(
      "Rule 2: a figure published last month can be reproduced exactly, whatever arrived since")
  @Test
  void aFigureOfAnEarlierDayNeverChangesWhenLaterNewsArrives() throws Exception {
    for (int seed = 1_000; seed < 1_000 + TRIES / 3; seed++) {
      var random = new Random(seed);
      List<Recorded> events = RandomEvents.of(random, 30);
      Instant half = events.get(events.size() / 2).recordedAt();
      List<Recorded> early = events.stream().filter(e -> !e.recordedAt().isAfter(half)).toList();
      List<Recorded> late = events.stream().filter(e -> e.recordedAt().isAfter(half)).toList();
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        clear(connection);
        arrive(connection, random, early);
        var horizon = new Horizon(half, Optional.empty());
        List<StateView> published = views(connection, horizon);
        arrive(connection, random, late);
        assertEquals(published, views(connection, horizon), "seed " + seed);
        connection.rollback();
      }
    }
  }

  private void compare(Connection connection, int seed, List<Recorded> events, Horizon horizon)
      throws SQLException {
    var folded = new FoldedFigures(events, horizon, deadlines);
    for (String code : RandomEvents.STATES) {
      StateView counted = states.one(connection, State.of(code).orElseThrow(), horizon);
      String where = "seed " + seed + ", " + code + " at " + horizon;
      assertEquals(folded.acts(code), counted.acts(), where);
      assertEquals(folded.openCases(code), counted.openCases(), where);
      assertEquals(folded.personsByStatus(code), counted.personsByStatus(), where);
      assertEquals(folded.letters(code), counted.communications(), where);
      Optional<League.Line> line =
          states.all(connection, horizon, LeagueFilter.of(null, null)).states().stream()
              .filter(each -> each.code().equals(code))
              .findFirst();
      assertEquals(counted.acts().total(), line.map(League.Line::acts).orElse(0), where);
      assertEquals(counted.openCases(), line.map(League.Line::openCases).orElse(0), where);
      assertEquals(
          counted.communications().overdue(),
          line.map(League.Line::lettersOverdue).orElse(0),
          where);
    }
  }

  private List<StateView> views(Connection connection, Horizon horizon) throws SQLException {
    var views = new ArrayList<StateView>();
    for (String code : RandomEvents.STATES) {
      views.add(states.one(connection, State.of(code).orElseThrow(), horizon));
    }
    return views;
  }

  /** In any order, in batches of any size, some more than once. */
  private void arrive(Connection connection, Random random, List<Recorded> events)
      throws SQLException {
    var arriving = new ArrayList<>(events);
    events.stream().filter(each -> random.nextInt(4) == 0).forEach(arriving::add);
    Collections.shuffle(arriving, random);
    for (int from = 0, to; from < arriving.size(); from = to) {
      to = Math.min(arriving.size(), from + 1 + random.nextInt(8));
      var batch = new ArrayList<Logged<Event>>();
      for (Recorded each : arriving.subList(from, to)) {
        batch.add(
            new Logged<>(
                each.event(),
                "reprisal-events",
                PARTITION,
                random.nextLong(1L << 39),
                each.recordedAt()));
      }
      projection.handle(connection, batch);
    }
  }

  private void clear(Connection connection) throws SQLException {
    balances.forget();
    try (var delete = connection.createStatement()) {
      for (String table : List.of("fact", "act_key", "case_link", "defender_merge", "event")) {
        delete.executeUpdate("DELETE FROM " + table);
      }
    }
  }
}
