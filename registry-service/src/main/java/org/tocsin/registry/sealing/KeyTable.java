package org.tocsin.registry.sealing;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.WrappedKey;

/** The wrapped data keys, followed from {@code sealing-keys}; a tombstone deletes. */
@ApplicationScoped
public class KeyTable implements BatchHandler<WrappedKey> {

  private final Instance<KeysChanged> affected;

  KeyTable(@Any Instance<KeysChanged> affected) {
    this.affected = affected;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.followKeys("registry-keys", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<WrappedKey>> batch) throws SQLException {
    var owners = new TreeSet<String>();
    for (Logged<WrappedKey> logged : batch) {
      WrappedKey key = logged.value();
      if (key.wrapped().isPresent()) {
        put(connection, key.name(), key.wrapped().get());
      } else {
        delete(connection, key.name());
      }
      owners.add(key.name().owner());
    }
    for (KeysChanged each : affected) {
      each.keysChanged(connection, owners);
    }
  }

  /** The key as it was wrapped; empty if it has not come yet or is destroyed. */
  Optional<byte[]> find(Connection connection, KeyName name) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT wrapped FROM sealing_key WHERE owner = ? AND key_id = ?")) {
      query.setString(1, name.owner());
      query.setString(2, name.keyId());
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** The keys of an owner as they were wrapped, by name. */
  Map<KeyName, byte[]> ofOwner(Connection connection, String owner) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT key_id, wrapped FROM sealing_key WHERE owner = ?")) {
      query.setString(1, owner);
      Map<KeyName, byte[]> keys = new TreeMap<>(Comparator.comparing(KeyName::keyId));
      try (var row = query.executeQuery()) {
        while (row.next()) {
          keys.put(new KeyName(owner, row.getString(1)), row.getBytes(2));
        }
      }
      return keys;
    }
  }

  private static void put(Connection connection, KeyName name, byte[] wrapped) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO sealing_key VALUES (?, ?, ?) ON CONFLICT (owner, key_id) DO UPDATE SET wrapped = excluded.wrapped")) {
      insert.setString(1, name.owner());
      insert.setString(2, name.keyId());
      insert.setBytes(3, wrapped);
      insert.executeUpdate();
    }
  }

  private static void delete(Connection connection, KeyName name) throws SQLException {
    try (var delete =
        connection.prepareStatement("DELETE FROM sealing_key WHERE owner = ? AND key_id = ?")) {
      delete.setString(1, name.owner());
      delete.setString(2, name.keyId());
      delete.executeUpdate();
    }
  }
}
