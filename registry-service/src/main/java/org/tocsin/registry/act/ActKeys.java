package org.tocsin.registry.act;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.events.ActMatch;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Source;
import org.tocsin.events.vocabulary.State;

/** How a reported act is told from others, and whose it is. */
public final class ActKeys {

  private ActKeys() {}

  /** The keys of {@link ActMatch}, shortened: 128 bits of their SHA-256. */
  public static Set<UUID> of(Event event) {
    return ActMatch.keys(event).stream().map(ActKeys::shortened).collect(Collectors.toSet());
  }

  /** The State in whose figures an act counts: the responsible one, or where it happened. */
  public static String state(ActReported act) {
    State responsible = act.responsibleState();
    return (responsible == null ? act.incidentState() : responsible).code();
  }

  /**
   * What counts as one source (DOMAIN.md, section 6, rule 5): the quoted source where one is named,
   * or else the organisation.
   */
  public static String source(EventHeader header) {
    return header
        .source()
        .flatMap(Source::id)
        .map(Object::toString)
        .orElseGet(header.origin()::toString);
  }

  private static UUID shortened(String key) {
    try {
      ByteBuffer hash =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
