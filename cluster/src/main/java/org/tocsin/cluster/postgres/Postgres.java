package org.tocsin.cluster.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A real PostgreSQL 18 from embedded binaries, durable ({@code fsync=on}) and closed to who has no
 * password.
 */
public final class Postgres implements AutoCloseable {

  private static final String SUPERUSER = "postgres";

  private final EmbeddedPostgres server;
  private final String password;

  private Postgres(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @param data its folder; what it holds from an earlier run is kept
   * @param password the superuser's: set on the first start, needed on all later ones
   * @throws IllegalStateException if another server answers on the port
   */
  public static Postgres start(Path data, int port, String password) {
    try {
      boolean first = Files.notExists(data.resolve("PG_VERSION"));
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("fsync", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "32MB");
      if (!first) {
        builder.setConnectConfig("password", password);
      }
      var postgres = new Postgres(builder.start(), password);
      postgres.secure(data, first);
      return postgres;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(
          "PostgreSQL did not start on port " + port + " in " + data + ": " + e.getMessage(), e);
    }
  }

  /** A database with a role of the same name that owns it, both made if missing. */
  public Database database(String name, String rolePassword) {
    return database(serverUrl(), password, name, rolePassword);
  }

  /** As {@link #database(String, String)}, on any server: one of a container, too. */
  public static Database database(
      String serverUrl, String superuserPassword, String name, String rolePassword) {
    try (Connection connection = connect(serverUrl, superuserPassword);
        var statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
        statement.execute("CREATE ROLE \"" + name + "\" LOGIN PASSWORD '" + rolePassword + "'");
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
        statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
      }
      return new Database(serverUrl + name, name, rolePassword);
    } catch (SQLException e) {
      throw new IllegalStateException("the database " + name + " cannot be made", e);
    }
  }

  /** The server's JDBC address up to and with the slash before a database's name. */
  public String serverUrl() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An orphan of an earlier run may have answered instead of ours; and the library switches fsync
   * off unless told otherwise.
   */
  private void secure(Path data, boolean first) throws SQLException, IOException {
    try (Connection connection = connect(serverUrl(), first ? null : password)) {
      if (!Path.of(show(connection, "data_directory")).toRealPath().equals(data.toRealPath())) {
        throw new IllegalStateException(
            "another PostgreSQL answers on port "
                + server.getPort()
                + "; end it or choose other ports");
      }
      if (!show(connection, "fsync").equals("on")) {
        throw new IllegalStateException("PostgreSQL runs without fsync");
      }
      if (first) {
        try (var statement = connection.createStatement()) {
          statement.execute("ALTER ROLE " + SUPERUSER + " PASSWORD '" + password + "'");
          Files.writeString(
              data.resolve("pg_hba.conf"),
              "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n");
          statement.execute("SELECT pg_reload_conf()");
        }
      }
    }
  }

  private static Connection connect(String serverUrl, String password) throws SQLException {
    var properties = new Properties();
    properties.put("user", SUPERUSER);
    if (password != null) {
      properties.put("password", password);
    }
    return DriverManager.getConnection(serverUrl + "postgres", properties);
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SHOW " + setting)) {
      result.next();
      return result.getString(1);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var result = statement.executeQuery()) {
        return result.next();
      }
    }
  }
}
