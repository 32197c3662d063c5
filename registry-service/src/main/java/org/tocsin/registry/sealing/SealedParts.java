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
import java.util.UUID;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.SealedText;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.registry.history.Recorded;

/**
 * Opens sealed parts, and seals texts that belong to no event. Only package {@code disclosure} may
 * call it (a test holds that): who may read, and that it is recorded first, is decided there.
 */
@ApplicationScoped
public class SealedParts {

  private final KeyTable keys;
  private final DeskKeys desk;
  private final KeyEncryption encryption;

  SealedParts(KeyTable keys, DeskKeys desk, KeyEncryption encryption) {
    this.keys = keys;
    this.desk = desk;
    this.encryption = encryption;
  }

  /**
   * The same events with their sealed parts open, as far as there are keys: what is sealed under a
   * key that has not come yet, or is destroyed, stays closed.
   */
  public List<Recorded> open(Connection connection, Collection<Recorded> events)
      throws SQLException {
    Map<KeyName, Optional<DataKey>> found = new HashMap<>();
    var opened = new ArrayList<Recorded>();
    for (Recorded recorded : events) {
      Event event = recorded.event();
      if (event.sealed() instanceof SealedPart.Closed closed) {
        var name = new KeyName(KeyName.ownerOf(event), closed.keyId());
        if (!found.containsKey(name)) {
          found.put(name, key(connection, name));
        }
        event = found.get(name).flatMap(key -> Sealing.open(recorded.event(), key)).orElse(event);
      }
      opened.add(new Recorded(event, recorded.recordedAt()));
    }
    return opened;
  }

  /**
   * Seals a text under a data key of a defender or a case; empty if the owner was erased.
   *
   * @param owner see {@link KeyName}
   * @param boundTo where it belongs
   * @throws java.util.concurrent.CompletionException if a new key is needed and the brokers do not
   *     take it
   */
  public Optional<SealedText> seal(Connection connection, UUID owner, String text, String boundTo)
      throws SQLException {
    return desk.unlessErased(connection, owner.toString())
        .map(key -> SealedText.seal(text, boundTo, key));
  }

  /** The text again; empty if its key is destroyed. */
  public Optional<String> open(Connection connection, SealedText text, String boundTo)
      throws SQLException {
    return key(connection, text.keyName()).flatMap(key -> text.open(boundTo, key));
  }

  private Optional<DataKey> key(Connection connection, KeyName name) throws SQLException {
    return keys.find(connection, name).flatMap(wrapped -> encryption.unwrap(name, wrapped));
  }
}
