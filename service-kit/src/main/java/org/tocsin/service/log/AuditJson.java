package org.tocsin.service.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.sealing.SealedText;

/**
 * Audit entries as they stand in the log; fields that this version does not know are left alone.
 */
final class AuditJson implements Decoder<AuditEntry> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static byte[] write(AuditEntry entry, Instant at) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("at", at.toString())
            .put("who", entry.who())
            .put("action", entry.action())
            .put("about", entry.about());
    entry
        .why()
        .ifPresent(
            why ->
                json.put("purpose", why.purpose())
                    .put("decision", why.decision())
                    .put("reason", why.reason()));
    if (!entry.cases().isEmpty()) {
      var cases = json.putArray("cases");
      entry.cases().forEach(id -> cases.add(id.toString()));
    }
    entry.until().ifPresent(until -> json.put("until", until.toString()));
    if (!entry.notice().isEmpty()) {
      var notice = json.putArray("notice");
      entry.notice().forEach(notice::add);
    }
    entry
        .text()
        .ifPresent(
            text ->
                json.putObject("sealed")
                    .put("owner", text.owner())
                    .put("keyId", text.keyId())
                    .put("nonce", text.nonce())
                    .put("ciphertext", text.ciphertext()));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public AuditEntry decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      return read(JSON.readTree(found.value()));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new UndecodableException("not-an-audit-entry");
    }
  }

  private static AuditEntry read(JsonNode json) {
    return new AuditEntry(
        required(json, "who"),
        required(json, "action"),
        required(json, "about"),
        text(json, "decision")
            .map(
                decision ->
                    new AuditEntry.Why(
                        required(json, "purpose"), decision, required(json, "reason"))),
        list(json, "cases", UUID::fromString),
        text(json, "until").map(Instant::parse),
        list(json, "notice", Function.identity()),
        json.path("sealed") instanceof ObjectNode sealed
            ? Optional.of(
                new SealedText(
                    required(sealed, "owner"),
                    required(sealed, "keyId"),
                    required(sealed, "nonce"),
                    required(sealed, "ciphertext")))
            : Optional.empty());
  }

  private static <T> List<T> list(JsonNode json, String name, Function<String, T> reading) {
    var list = new ArrayList<T>();
    json.path(name).forEach(item -> list.add(reading.apply(item.asText())));
    return list;
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  private static String required(JsonNode json, String name) {
    return text(json, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }
}
