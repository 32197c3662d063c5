package org.tocsin.service.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that must not listen ends with one clear line and without having listened. */
@QuarkusMainTest
@TestProfile(RefusalTest.OffLoopback.class)
class RefusalTest {

  /** Generated passwords, everywhere in the network. */
  public static class OffLoopback implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var staff = new StaffOfTests().start();
      return Map.of(
          "tocsin.staff.file", staff.get("tocsin.staff.file"), "quarkus.http.host", "0.0.0.0");
    }
  }

  @Test
  void itEndsWithOneLineAndNeverListens(QuarkusMainLauncher launcher) {
    var result = launcher.launch();
    assertEquals(1, result.exitCode());
    assertTrue(
        result.getErrorOutput().lines().anyMatch(l -> l.startsWith("Refusing to listen on")),
        result.getErrorOutput());
    assertFalse(result.getErrorOutput().contains("\tat "), result.getErrorOutput());
    assertFalse(result.getOutput().contains("Listening on"), result.getOutput());
  }
}
