package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;

/**
 * Keeps what each State's figures were when they were last asked for, so that the next time only
 * what moved since is counted: the cost of a page does not grow with the record. Figures as of an
 * earlier day, or known at an earlier moment than the last, are counted anew.
 */
@ApplicationScoped
class Balances {

  private final Map<String, Balance> last = new ConcurrentHashMap<>();
  private final Acts acts;
  private final OpenCases openCases;
  private final Persons persons;

  Balances(Acts acts, OpenCases openCases, Persons persons) {
    this.acts = acts;
    this.openCases = openCases;
    this.persons = persons;
  }

  /** The figures at a horizon, for which the tables have everything that was recorded by then. */
  Balance at(Connection connection, String state, Horizon horizon, Joined merges)
      throws SQLException {
    long tables = tables(connection);
    if (horizon.asOf().isPresent()) {
      return count(connection, tables, state, horizon, merges);
    }
    Balance from = last.get(state);
    Optional<Balance> carried =
        from != null
                && from.tables() == tables
                && !from.knownAt().isAfter(horizon.knownAt())
                && from.merges().isSameAs(merges)
            ? carry(connection, state, from, horizon)
            : Optional.empty();
    Balance balance =
        carried.isPresent() ? carried.get() : count(connection, tables, state, horizon, merges);
    last.merge(
        state,
        balance,
        (before, now) ->
            before.tables() == now.tables() && before.knownAt().isAfter(now.knownAt())
                ? before
                : now);
    return balance;
  }

  /** Counts anew the next time. */
  void forget() {
    last.clear();
  }

  private Balance count(
      Connection connection, long tables, String state, Horizon horizon, Joined merges)
      throws SQLException {
    return new Balance(
        tables,
        horizon.knownAt(),
        acts.reports(connection, state, horizon),
        openCases.ofState(connection, state, horizon),
        persons.byStatus(connection, state, horizon, merges),
        merges);
  }

  /** Takes out whatever moved as it was, and puts it in as it is. */
  private Optional<Balance> carry(
      Connection connection, String state, Balance balance, Horizon horizon) throws SQLException {
    Optional<Movements> moved = Movements.between(connection, balance.knownAt(), horizon.knownAt());
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    Movements movements = moved.get();
    var before = new Horizon(balance.knownAt(), Optional.empty());
    Set<UUID> cases = movements.cases(state);
    Set<UUID> defenders = new HashSet<>();
    movements.defenders().forEach(one -> defenders.addAll(balance.merges().with(one)));
    return Optional.of(
        new Balance(
            balance.tables(),
            horizon.knownAt(),
            Balance.carry(
                balance.reports(), movements.reportsBefore(state), movements.reportsAfter(state)),
            cases.isEmpty()
                ? balance.openCases()
                : balance.openCases()
                    - openCases.among(connection, state, cases, before)
                    + openCases.among(connection, state, cases, horizon),
            defenders.isEmpty()
                ? balance.persons()
                : Balance.carry(
                    balance.persons(),
                    persons.byStatus(connection, state, before, balance.merges(), defenders),
                    persons.byStatus(connection, state, horizon, balance.merges(), defenders)),
            balance.merges()));
  }

  /** A rebuild puts other tables in the place of these. */
  private static long tables(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT 'fact'::regclass::oid");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
