package org.tocsin.cluster.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.mail.Mail;
import org.tocsin.cluster.sms.Sms;

/** The inbox over restarts. */
class InboxTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir Path folder;

  @Test
  void whatWasReceivedIsThereAfterARestart() {
    var inbox = new Inbox(folder);
    inbox.add(
        new Mail(
            "geneva@example.org", "tocsin@example.org", "Subject: Notice\r\n\r\na\nb {}", NOW));
    inbox.add(sms("one"));
    var again = new Inbox(folder).json();
    assertEquals(inbox.json(), again);
    assertEquals("a\nb {}", again.at("/mails/0/text").asText());
  }

  @Test
  void halfALineOfAKilledLauncherIsLeftOutAndWhatComesNextIsKept() throws Exception {
    new Inbox(folder).add(sms("whole"));
    Files.writeString(folder.resolve("sms.jsonl"), "{\"to\":{}", StandardOpenOption.APPEND);
    new Inbox(folder).add(sms("next"));
    var texts = new Inbox(folder).json().get("sms").findValuesAsText("text");
    assertEquals(java.util.List.of("whole", "next"), texts);
  }

  private static Sms sms(String text) {
    return new Sms("12125550101", "TOCSIN", text, NOW);
  }
}
