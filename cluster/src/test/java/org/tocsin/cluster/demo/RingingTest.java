package org.tocsin.cluster.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.Launcher;

/** When the demo says that the alarm rang. */
class RingingTest {

  private static final String OURS = "T-ABCDEFGH";

  private final ObjectNode inbox = new ObjectMapper().createObjectNode();

  @Test
  void bothContactsMustHaveGotBoth() {
    received("sms", "1", OURS);
    received("sms", "2", OURS);
    received("mails", "geneva@example.org", OURS);
    assertFalse(Ringing.of(inbox, OURS).complete());
    received("mails", "new-york@example.org", OURS);
    assertTrue(Ringing.of(inbox, OURS).complete());
  }

  @Test
  void aRepeatToOneContactIsNotTheOther() {
    for (int i = 0; i < 2; i++) {
      received("sms", "1", OURS);
      received("mails", "geneva@example.org", OURS);
    }
    assertFalse(Ringing.of(inbox, OURS).complete());
  }

  @Test
  void messagesOfOtherAlertsDoNotCount() {
    received("sms", "1", "T-OTHER234");
    assertEquals(0, Ringing.of(inbox, OURS).sms().size());
  }

  @Test
  void withoutARunningClusterTheDemoSaysSoInOneLine(@TempDir Path folder) {
    var error = new StringWriter();
    assertEquals(
        1, Launcher.run(new PrintWriter(error, true), "demo", "--data", folder.toString()));
    assertEquals(1, error.toString().lines().count(), error.toString());
    assertTrue(error.toString().contains("./tocsin up"), error.toString());
  }

  private void received(String kind, String to, String reference) {
    inbox.withArray(kind).addObject().put("to", to).put("text", "TOCSIN SEVERE " + reference);
  }
}
