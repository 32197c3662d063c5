package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/** Something derived of names, as an index would be. */
@ApplicationScoped
public class CanaryIndex implements ErasedData {

  @Override
  public String name() {
    return "canary-index";
  }

  @Override
  public int erase(Connection connection, Set<UUID> defenders) throws SQLException {
    make(connection);
    try (var delete =
        connection.prepareStatement("DELETE FROM canary_index WHERE defender_id = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      return delete.executeUpdate();
    }
  }

  void put(Connection connection, UUID defender, String word) throws SQLException {
    make(connection);
    try (var insert = connection.prepareStatement("INSERT INTO canary_index VALUES (?, ?)")) {
      insert.setObject(1, defender);
      insert.setString(2, word);
      insert.executeUpdate();
    }
  }

  private static void make(Connection connection) throws SQLException {
    try (var create =
        connection.prepareStatement(
            "CREATE TABLE IF NOT EXISTS canary_index (defender_id uuid, word text)")) {
      create.execute();
    }
  }
}
