package org.tocsin.registry.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.registry.history.Recorded;
import org.tocsin.service.log.AuditLog;

/** Opens sealed parts for a reader who may, and only after the reading stands in the audit log. */
@ApplicationScoped
public class SealedParts {

  private final KeyTable keys;
  private final AuditLog audit;
  private final KeyEncryption encryption;

  SealedParts(KeyTable keys, AuditLog audit, KeyEncryption encryption) {
    this.keys = keys;
    this.audit = audit;
    this.encryption = encryption;
  }

  /**
   * The same events with their sealed parts open, as far as there are keys: what is sealed under a
   * key that has not come yet, or is destroyed, stays closed.
   *
   * @param reader the user who will see them
   * @param about whose file it is, for the audit log
   * @throws org.tocsin.service.log.BrokerException if the reading cannot be audited
   */
  public List<Recorded> open(
      Connection connection, Collection<Recorded> events, String reader, String about)
      throws SQLException {
    audit.append(reader, "sealed-parts-read", about);
    Map<KeyName, Optional<DataKey>> found = new HashMap<>();
    var opened = new ArrayList<Recorded>();
    for (Recorded recorded : events) {
      Event event = recorded.event();
      if (event.sealed() instanceof SealedPart.Closed closed) {
        var name = new KeyName(KeyName.ownerOf(event), closed.keyId());
        if (!found.containsKey(name)) {
          found.put(
              name,
              keys.find(connection, name).flatMap(wrapped -> encryption.unwrap(name, wrapped)));
        }
        event = found.get(name).flatMap(key -> Sealing.open(recorded.event(), key)).orElse(event);
      }
      opened.add(new Recorded(event, recorded.recordedAt()));
    }
    return opened;
  }
}
