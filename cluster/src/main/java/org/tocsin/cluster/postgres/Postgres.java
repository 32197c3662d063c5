package org.tocsin.cluster.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A real PostgreSQL 18 from embedded binaries, durable ({@code fsync=on}) and closed to who has no
 * password.
 */
public final class Postgres implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final Duration STARTUP = Duration.ofSeconds(60);
  private static final String CLOSED = "closed.tocsin";
  private static final String ACCESS = "pg_hba.conf";
  private static final String ONLY_WITH_PASSWORD =
      """
      local all all scram-sha-256
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  private final EmbeddedPostgres server;
  private final Path data;
  private final String password;

  private Postgres(EmbeddedPostgres server, Path data, String password) {
    this.server = server;
    this.data = data;
    this.password = password;
  }

  /** As {@link #start(Path, Path, int, String)}, with programs that all tests share. */
  public static Postgres start(Path data, int port, String password) {
    return start(data, Binaries.shared(), port, password);
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @param data its folder; what it holds from an earlier run is kept
   * @param binaries where its programs are unpacked to, if they are not there yet
   * @param password the superuser's: set on the first start, needed on all later ones
   * @throws IllegalStateException if it does not come up, or another server answers on the port;
   *     nothing is left running then
   */
  public static Postgres start(Path data, Path binaries, int port, String password) {
    try {
      boolean first = !isClosed(data);
      if (first && Files.exists(data)) {
        // A first start that was interrupted: nobody has got a database in it yet.
        Trees.delete(data);
      }
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPGStartupWait(STARTUP)
              // Whoever started it closes it: the library would do so beside the services' end.
              .setRegisterShutdownHook(false)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "32MB");
      if (!first) {
        builder.setConnectConfig("password", password);
      }
      var postgres = new Postgres(Binaries.start(binaries, builder), data, password);
      postgres.secure(data, first);
      return postgres;
    } catch (IOException | SQLException | IllegalStateException e) {
      Postmaster.end(data);
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

  /** The server's own process, while there is one. */
  public Optional<ProcessHandle> process() {
    return Postmaster.of(data);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an earlier start has got as far as to close the server to who has no password. */
  private static boolean isClosed(Path data) throws IOException {
    Path access = data.resolve(ACCESS);
    return Files.exists(data.resolve(CLOSED))
        || Files.exists(access) && Files.readString(access).equals(ONLY_WITH_PASSWORD);
  }

  /**
   * An orphan of an earlier run may have answered instead of ours; and the library switches off
   * what makes a commit durable unless told otherwise.
   */
  private void secure(Path data, boolean first) throws SQLException, IOException {
    try (Connection connection = connect(serverUrl(), first ? null : password)) {
      if (!Path.of(show(connection, "data_directory")).toRealPath().equals(data.toRealPath())) {
        throw new IllegalStateException(
            "another PostgreSQL answers on port "
                + server.getPort()
                + "; end it or choose other ports");
      }
      for (String setting : List.of("fsync", "synchronous_commit")) {
        if (!show(connection, setting).equals("on")) {
          throw new IllegalStateException("PostgreSQL runs without " + setting);
        }
      }
      if (first) {
        try (var statement = connection.createStatement()) {
          statement.execute("ALTER ROLE " + SUPERUSER + " PASSWORD '" + password + "'");
          Files.writeString(data.resolve(ACCESS), ONLY_WITH_PASSWORD);
          statement.execute("SELECT pg_reload_conf()");
          Files.createFile(data.resolve(CLOSED));
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
