package org.tocsin.service.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Says in {@code sealing-keys}, under {@code OWNER/erased}, that all data keys of an owner that
 * stand before it are to be destroyed, and those that come after it too, until new ones are
 * allowed. It is never compacted away, so that whoever reads the topic anew still knows.
 *
 * @param owner whose keys
 * @param erased when the last erasure was ordered; empty if the mark was taken away
 * @param allowed since when the desk allows new keys again; empty while it does not
 */
public record ErasureMark(String owner, Optional<Instant> erased, Optional<Instant> allowed)
    implements KeyRecord {

  /** The last part of the record's key. */
  static final String NAME = "erased";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A mark by which all keys are destroyed. */
  public static ErasureMark erased(String owner, Instant ordered) {
    return new ErasureMark(owner, Optional.of(ordered), Optional.empty());
  }

  /** The same, with new keys allowed from a moment on. */
  public ErasureMark allowing(Instant since) {
    return new ErasureMark(owner, erased, Optional.of(since));
  }

  /** Whether no new key may be made for the owner. */
  public boolean blocks() {
    return erased.isPresent() && allowed.isEmpty();
  }

  /** The record's key. */
  public String key() {
    return owner + "/" + NAME;
  }

  /** The record's value; null (a tombstone) if the mark was taken away. */
  public byte[] value() {
    if (erased.isEmpty()) {
      return null;
    }
    ObjectNode json = JSON.createObjectNode().put("erased", erased.get().toString());
    allowed.ifPresent(since -> json.put("allowed", since.toString()));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  static ErasureMark read(String owner, byte[] value) throws UndecodableException {
    if (value == null) {
      return new ErasureMark(owner, Optional.empty(), Optional.empty());
    }
    try {
      JsonNode json = JSON.readTree(value);
      return new ErasureMark(
          owner,
          Optional.of(Instant.parse(json.path(NAME).asText())),
          Optional.ofNullable(json.path("allowed").textValue()).map(Instant::parse));
    } catch (IOException | DateTimeException e) {
      throw new UndecodableException("not-an-erasure-mark");
    }
  }
}
