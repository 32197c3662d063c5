package org.tocsin.service.web;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.tocsin.service.staff.PasswordHash;

/** A staff file with two users, whose passwords are their names. */
public class StaffOfTests implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    try {
      var file = Files.createTempFile("staff", ".json");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          "{\"generated\":true,\"users\":["
              + user("desk", "desk")
              + ","
              + user("ops", "ops")
              + "]}");
      return Map.of("tocsin.staff.file", file.toString());
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private static String user(String name, String role) {
    return "{\"name\":\"%s\",\"roles\":[\"%s\"],\"passwordHash\":\"%s\"}"
        .formatted(name, role, PasswordHash.of(name, 10_000).stored());
  }

  @Override
  public void stop() {}
}
