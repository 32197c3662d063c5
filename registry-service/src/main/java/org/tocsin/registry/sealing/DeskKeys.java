package org.tocsin.registry.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.SealingKeys;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** The data keys that texts of the staff are sealed with: reasons, which may name people. */
@ApplicationScoped
public class DeskKeys {

  private final KeyTable table;
  private final DestroyedKeys destroyed;
  private final KeyEncryption encryption;
  private final SealingKeys made;

  DeskKeys(KeyTable table, DestroyedKeys destroyed, LogWriter log, KeyEncryption encryption) {
    this.table = table;
    this.destroyed = destroyed;
    this.encryption = encryption;
    this.made = new SealingKeys(log, encryption);
  }

  /**
   * A key of this owner: one that is there, or else a new one. Either is durable in {@code
   * sealing-keys}. A new one is not put into the table here: it comes by the log, so that a
   * tombstone that follows it is never overtaken.
   *
   * @param owner see {@link KeyName#ownerOf}
   * @throws CompletionException if the brokers do not take a new one
   * @throws ProblemException if the owner was erased
   */
  public DataKey of(Connection connection, String owner) throws SQLException {
    return unlessErased(connection, owner)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemType.CONFLICT,
                    "No text can be kept here: the defender was erased, or an erasure of this case's texts is under way. Leave the reason out; nothing was recorded."));
  }

  /**
   * The same; empty if the owner was erased.
   *
   * @throws CompletionException if the brokers do not take a new one
   */
  Optional<DataKey> unlessErased(Connection connection, String owner) throws SQLException {
    if (!destroyed.refused(connection, List.of(owner)).isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<KeyName, byte[]> each : table.ofOwner(connection, owner).entrySet()) {
      Optional<DataKey> key = encryption.unwrap(each.getKey(), each.getValue());
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.of(made.create(owner).join());
  }
}
