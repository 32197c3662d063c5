package org.tocsin.registry.sealing;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.log.ErasureProof;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.KeyRecord;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.WrappedKey;

/**
 * The wrapped data keys, followed from {@code sealing-keys}; a tombstone deletes, and so does the
 * mark of an erasure, also what comes after it.
 */
@ApplicationScoped
public class KeyTable implements BatchHandler<KeyRecord> {

  /** The reader's name, by which its position is found. */
  public static final String READER = "registry-keys";

  private final DestroyedKeys destroyed;
  private final Instance<KeysChanged> affected;

  KeyTable(DestroyedKeys destroyed, @Any Instance<KeysChanged> affected) {
    this.destroyed = destroyed;
    this.affected = affected;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.followKeys(READER, this);
  }

  @Override
  public void handle(Connection connection, List<Logged<KeyRecord>> batch) throws SQLException {
    // Nearly all records are keys, which go in together; what else comes has its place among them.
    Map<KeyName, byte[]> together = new LinkedHashMap<>();
    for (Logged<KeyRecord> logged : batch) {
      if (logged.value() instanceof WrappedKey(KeyName name, Optional<byte[]> wrapped)
          && wrapped.isPresent()) {
        together.put(name, wrapped.get());
        continue;
      }
      put(connection, together);
      together.clear();
      switch (logged.value()) {
        case WrappedKey key -> destroyed.destroyed(connection, key.name(), logged.recordedAt());
        case ErasureMark mark -> destroyed.mark(connection, mark);
        case ErasureProof proof -> keep(connection, proof);
      }
    }
    put(connection, together);
    Set<KeyName> keys = new HashSet<>();
    Set<String> erased = new HashSet<>();
    for (Logged<KeyRecord> logged : batch) {
      switch (logged.value()) {
        case WrappedKey key -> keys.add(key.name());
        case ErasureMark mark -> erased.add(mark.owner());
        case ErasureProof _ -> {}
      }
    }
    for (KeysChanged each : affected) {
      each.keysChanged(connection, keys, erased);
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

  private void put(Connection connection, Map<KeyName, byte[]> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    Set<String> refused =
        destroyed.refused(connection, keys.keySet().stream().map(KeyName::owner).toList());
    List<KeyName> taken = new ArrayList<>();
    for (Map.Entry<KeyName, byte[]> key : keys.entrySet()) {
      if (refused.contains(key.getKey().owner())) {
        destroyed.condemn(connection, key.getKey(), key.getValue());
      } else {
        taken.add(key.getKey());
      }
    }
    destroyed.forget(connection, taken);
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO sealing_key SELECT * FROM unnest(?, ?, ?) ON CONFLICT (owner, key_id) DO UPDATE SET wrapped = excluded.wrapped")) {
      insert.setArray(
          1, connection.createArrayOf("text", taken.stream().map(KeyName::owner).toArray()));
      insert.setArray(
          2, connection.createArrayOf("text", taken.stream().map(KeyName::keyId).toArray()));
      insert.setArray(
          3,
          connection.createArrayOf("bytea", taken.stream().map(keys::get).toArray(byte[][]::new)));
      insert.executeUpdate();
    }
  }

  private static void keep(Connection connection, ErasureProof proof) throws SQLException {
    if (proof.json().isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO erasure_certificate VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, proof.order());
      insert.setString(2, proof.json().get());
      insert.executeUpdate();
    }
  }
}
