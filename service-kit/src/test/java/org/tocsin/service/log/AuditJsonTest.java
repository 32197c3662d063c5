package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.tocsin.events.sealing.SealedText;

class AuditJsonTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void whatWasWrittenIsReadAgain() throws UndecodableException {
    var plain = AuditEntry.of("desk", "partner-suspended", "ngo-one");
    var full =
        AuditEntry.of("desk", AuditEntry.BREAK_GLASS, "case/1")
            .disclosing(
                new AuditEntry.Why("desk-work", "everything", "granted"),
                List.of(UUID.randomUUID()))
            .giving(
                NOW.plusSeconds(3_600),
                List.of("owner", "another"),
                Optional.of(new SealedText("o", "k", "n", "c")));
    assertEquals(plain, read(AuditJson.write(plain, NOW)));
    assertEquals(full, read(AuditJson.write(full, NOW)));
  }

  @Test
  void entriesOfTheFirstVersionAndOfLaterOnesAreRead() throws UndecodableException {
    assertEquals(
        AuditEntry.of("desk", "sealed-parts-read", "case/1"),
        read(
            "{\"at\":\"2026-11-20T10:00:00Z\",\"who\":\"desk\",\"action\":\"sealed-parts-read\",\"about\":\"case/1\",\"later\":1}"));
  }

  @Test
  void whatIsNoEntryIsPoison() {
    for (String text : List.of("", "7", "{}", "{\"who\":\"a\",\"action\":\"b\"}", "not json")) {
      assertThrows(UndecodableException.class, () -> read(text), text);
    }
  }

  private static AuditEntry read(String text) throws UndecodableException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static AuditEntry read(byte[] value) throws UndecodableException {
    return new AuditJson().decode(new ConsumerRecord<>("audit-events", 0, 0, "desk", value));
  }
}
