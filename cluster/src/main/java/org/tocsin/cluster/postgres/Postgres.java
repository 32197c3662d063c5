package org.tocsin.cluster.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.tocsin.cluster.file.Folders;

/**
 * A real PostgreSQL 18 as a child process, durable ({@code fsync=on}) and closed to who has no
 * password; its output goes to {@code server.log} in its data.
 */
public final class Postgres implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final Duration STARTUP = Duration.ofSeconds(60);

  /** The processes of a server that was killed hold its memory until they notice. */
  private static final Duration REMAINS = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGER_PAUSE = Duration.ofMillis(200);
  private static final long STOP_SECONDS = 10;

  /** Errors are logged without what was written: it may be about persons. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "max_connections", "60",
          "shared_buffers", "32MB",
          "log_error_verbosity", "terse",
          "log_min_error_statement", "panic");

  private final Programs programs;
  private final Path data;
  private final int port;
  private final String password;
  private Process process;

  private Postgres(Programs programs, Path data, int port, String password) {
    this.programs = programs;
    this.data = data;
    this.port = port;
    this.password = password;
  }

  /** As {@link #start(Path, Path, int, String)}, with programs that all tests share. */
  public static Postgres start(Path data, int port, String password) {
    return start(data, Programs.shared(), port, password);
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @param data its folder; what it holds from an earlier run is kept
   * @param programs where its programs are unpacked to, if they are not there yet
   * @param password the superuser's: set on the first start, needed on all later ones
   * @throws IllegalStateException if it does not come up, or another server answers on the port;
   *     nothing is left running then
   */
  public static Postgres start(Path data, Path programs, int port, String password) {
    try {
      var postgres = new Postgres(Programs.in(programs), data, port, password);
      if (Files.notExists(data.resolve("PG_VERSION"))) {
        postgres.initialise();
      }
      try {
        postgres.startServer();
        postgres.check();
      } catch (IOException | SQLException | InterruptedException | IllegalStateException failed) {
        postgres.killServer();
        throw failed;
      }
      return postgres;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new IllegalStateException(
          "PostgreSQL did not start on port " + port + " in " + data + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL started", e);
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
    return "jdbc:postgresql://127.0.0.1:" + port + "/";
  }

  public int port() {
    return port;
  }

  /** The server's own process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends the server: transactions that are under way are rolled back. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        run(
            "pg_ctl",
            List.of("-D", data.toString(), "-m", "fast", "-w", "-t", "" + STOP_SECONDS, "stop"));
      }
    } catch (IOException | IllegalStateException notAsked) {
      // Then it is not asked.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      killServer();
    }
  }

  /** Makes the data folder beside its place: it is there whole or not at all. */
  private void initialise() throws IOException, InterruptedException {
    Path half = data.resolveSibling(data.getFileName() + ".half");
    Folders.delete(half);
    Path secret =
        Files.createTempFile(
            "tocsin",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(secret, password);
      run(
          "initdb",
          List.of(
              "--username=" + SUPERUSER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--no-instructions",
              "--pgdata=" + half));
    } finally {
      Files.delete(secret);
    }
    Folders.delete(data);
    Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns when it serves; one that ends at once is started again for a while. */
  private void startServer() throws IOException, InterruptedException {
    long patience = System.nanoTime() + REMAINS.toNanos();
    launch();
    while (!awaitServing()) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("it ended at once; see " + log());
      }
      Thread.sleep(LONGER_PAUSE);
      launch();
    }
  }

  private void launch() throws IOException {
    var arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", "" + port));
    SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    process =
        new ProcessBuilder(programs.commandOfItsOwn("postgres", arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** False if it has ended. */
  private boolean awaitServing() throws InterruptedException {
    long deadline = System.nanoTime() + STARTUP.toNanos();
    while (process.isAlive()) {
      try {
        connect(serverUrl(), password).close();
        return true;
      } catch (SQLException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("it does not serve; see " + log());
        }
        Thread.sleep(PAUSE);
      }
    }
    return false;
  }

  /** Another server may have answered instead of ours. */
  private void check() throws SQLException, IOException {
    try (Connection connection = connect(serverUrl(), password)) {
      if (!Path.of(show(connection, "data_directory")).toRealPath().equals(data.toRealPath())) {
        throw new IllegalStateException(
            "another PostgreSQL answers on port " + port + "; end it or choose other ports");
      }
      for (String setting : List.of("fsync", "synchronous_commit")) {
        if (!show(connection, setting).equals("on")) {
          throw new IllegalStateException("PostgreSQL runs without " + setting);
        }
      }
    }
  }

  private void killServer() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private void run(String program, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("tocsin-" + program, ".log");
    Process running =
        new ProcessBuilder(programs.command(program, arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!running.waitFor(STARTUP.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
      running.destroyForcibly();
      throw new IllegalStateException(program + " failed; see " + output);
    }
    Files.delete(output);
  }

  private Path log() {
    return data.resolve("server.log");
  }

  private static Connection connect(String serverUrl, String password) throws SQLException {
    var properties = new Properties();
    properties.put("user", SUPERUSER);
    properties.put("password", password);
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
