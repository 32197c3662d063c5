package org.tocsin.registry.rebuild;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * The registry's tables as a whole: a schema that is live, one that is being built beside it, and
 * one that was live before. Tables are never altered: other tables are computed from the log, and
 * take the name.
 */
@ApplicationScoped
class Tables {

  static final String LIVE = "live";
  static final String BUILDING = "building";
  private static final String RETIRED = "retired";

  /** Of the whole database: one process at a time builds. Any number of its own will do. */
  private static final long LOCK = 0x72656275696C64L;

  private static final int CONNECTIONS = 8;

  /** Made faster all at once, when the rows are there, and not needed before. */
  private static final String[] OF_FIGURES = {"fact_state", "fact_defender", "fact_known_from"};

  private final AgroalDataSource dataSource;
  private final Flyway flyway;

  Tables(AgroalDataSource dataSource, Flyway flyway) {
    this.dataSource = dataSource;
    this.flyway = flyway;
  }

  /** Makes the live tables where there are none. */
  void makeFirst() {
    Flyway live = of(dataSource, LIVE);
    if (live.info().applied().length == 0) {
      live.migrate();
    }
  }

  /** Whether the live tables are of the shape that this version of the registry writes. */
  boolean areCurrent() {
    return of(dataSource, LIVE).info().pending().length == 0;
  }

  /** Makes empty tables to build in; what an earlier attempt left there is gone. */
  AgroalDataSource makeBuilding() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, "DROP SCHEMA IF EXISTS " + BUILDING + " CASCADE");
    }
    AgroalConnectionFactoryConfiguration live =
        dataSource
            .getConfiguration()
            .connectionPoolConfiguration()
            .connectionFactoryConfiguration();
    AgroalDataSource building =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(CONNECTIONS)
                            .acquisitionTimeout(Duration.ofSeconds(10))
                            .connectionFactoryConfiguration(
                                factory -> {
                                  factory
                                      .jdbcUrl(live.jdbcUrl())
                                      .principal(live.principal())
                                      // What is lost with the server is read again from the log.
                                      .initialSql("SET synchronous_commit = off")
                                      .jdbcProperty("currentSchema", BUILDING);
                                  live.credentials().forEach(factory::credential);
                                  return factory;
                                })));
    of(building, BUILDING).migrate();
    return building;
  }

  /**
   * Takes away the indexes that only figures need, while rows come in by the million.
   *
   * @return how they are made again
   */
  static List<String> dropIndexesOfFigures(Connection building) throws SQLException {
    var definitions = new ArrayList<String>();
    try (var query =
        building.prepareStatement(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = ? AND indexname = ANY (?)")) {
      query.setString(1, BUILDING);
      query.setArray(2, building.createArrayOf("text", OF_FIGURES));
      try (var row = query.executeQuery()) {
        while (row.next()) {
          definitions.add(row.getString(2));
          execute(building, "DROP INDEX " + BUILDING + "." + row.getString(1));
        }
      }
    }
    return definitions;
  }

  /**
   * The built tables take the place of the live ones, for all instances at once: whoever reads sees
   * either these or those.
   */
  void switchOver() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        execute(connection, "DROP SCHEMA IF EXISTS " + RETIRED + " CASCADE");
        execute(connection, "ALTER SCHEMA " + LIVE + " RENAME TO " + RETIRED);
        execute(connection, "ALTER SCHEMA " + BUILDING + " RENAME TO " + LIVE);
        connection.commit();
      } finally {
        connection.rollback();
      }
    }
  }

  /** Drops what was live before; waits for who still reads there. */
  void dropRetired() throws SQLException {
    drop(RETIRED);
  }

  /** Drops what was being built. */
  void dropBuilding() throws SQLException {
    drop(BUILDING);
  }

  private void drop(String schema) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, "DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }
  }

  /** Whether this connection, as long as it stays open, is the one that may build. */
  static boolean lock(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      query.setLong(1, LOCK);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  static void unlock(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
      query.setLong(1, LOCK);
      query.execute();
    }
  }

  private Flyway of(AgroalDataSource tables, String schema) {
    return Flyway.configure()
        .configuration(flyway.getConfiguration())
        .dataSource(tables)
        .schemas(schema)
        .defaultSchema(schema)
        .load();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
