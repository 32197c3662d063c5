package org.tocsin.alert.rows;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Rows for one statement, however many they are: an array for each column, taken apart by {@code
 * unnest(?, ?, ...)}. The server reads and plans the statement once for all numbers of rows, and
 * its triggers run once. Not for several threads.
 */
public final class Columns<R> {

  private final PreparedStatement statement;
  private final List<R> rows;
  private int parameter;

  private Columns(PreparedStatement statement, int parameter, Collection<R> rows) {
    this.statement = statement;
    this.parameter = parameter;
    this.rows = List.copyOf(rows);
  }

  /**
   * The columns of these rows, in their order.
   *
   * @param first the number of the first parameter that takes a column
   */
  public static <R> Columns<R> of(PreparedStatement statement, int first, Collection<R> rows) {
    return new Columns<>(statement, first, rows);
  }

  /**
   * Fills the next parameter.
   *
   * @param type of PostgreSQL, of one value
   * @param value of a row; may give null
   * @return this
   */
  public Columns<R> add(String type, Function<R, ?> value) throws SQLException {
    Object[] column = rows.stream().map(value).map(Columns::sent).toArray();
    statement.setArray(parameter++, statement.getConnection().createArrayOf(type, column));
    return this;
  }

  /** With its offset: the driver would send an instant as a local time. */
  private static Object sent(Object value) {
    return value instanceof Instant instant ? instant.toString() : value;
  }
}
