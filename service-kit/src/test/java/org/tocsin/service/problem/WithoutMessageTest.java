package org.tocsin.service.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A stack trace in the log says where, never what was in it. */
class WithoutMessageTest {

  @Test
  void classesAndPlacesStayAndMessagesGo() {
    var cause = new IllegalArgumentException("canary Amina Example");
    cause.addSuppressed(new IllegalStateException("canary suppressed"));
    var text = new StringWriter();
    WithoutMessage.of(new IllegalStateException("canary outside", cause))
        .printStackTrace(new PrintWriter(text));
    assertTrue(text.toString().contains("java.lang.IllegalStateException"));
    assertTrue(text.toString().contains("java.lang.IllegalArgumentException"));
    assertTrue(text.toString().contains("WithoutMessageTest.java"));
    assertFalse(text.toString().contains("canary"));
  }

  @Test
  void aCycleOfCausesEnds() {
    var first = new IllegalStateException("first");
    var second = new IllegalStateException("second", first);
    first.initCause(second);
    var depth = 0;
    for (Throwable cause = WithoutMessage.of(first); cause != null; cause = cause.getCause()) {
      depth++;
    }
    assertTrue(depth < 30);
  }
}
