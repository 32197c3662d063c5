package org.tocsin.service.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A staff file is right as a whole, or the service says in one line what is wrong. */
class StaffFileTest {

  private static final String HASH = PasswordHash.of("secret", 10_000).stored();

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("staff.json"), text.replace("HASH", HASH));
  }

  private static final String GOOD =
      "{\"generated\":true,\"users\":[{\"name\":\"on-call\",\"roles\":[\"on-call\",\"desk\"],\"passwordHash\":\"HASH\"}]}";

  @Test
  void usersHaveTheirRoles() throws IOException {
    var file = StaffFile.read(write(GOOD));
    assertTrue(file.generated());
    assertEquals(Set.of(Roles.ON_CALL, Roles.DESK), file.users().get("on-call").roles());
  }

  @Test
  void passwordsCountAsOwnUnlessMarkedGenerated() throws IOException {
    assertFalse(StaffFile.read(write(GOOD.replace("\"generated\":true,", ""))).generated());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "secret",
        "{}",
        "{\"users\":[]}",
        "{\"users\":[null]}",
        "{\"users\":[{\"name\":\"a\",\"roles\":[\"desk\"]}]}",
        "{\"users\":[{\"name\":\"a\",\"roles\":[\"partner\"],\"passwordHash\":\"HASH\"}]}",
        "{\"users\":[{\"name\":\"a\",\"roles\":[\"king\"],\"passwordHash\":\"HASH\"}]}",
        "{\"users\":[{\"name\":\"a:b\",\"roles\":[\"desk\"],\"passwordHash\":\"HASH\"}]}",
        "{\"users\":[{\"name\":\"a\",\"roles\":[\"desk\"],\"passwordHash\":\"secret\"}]}",
        "{\"users\":[{\"name\":\"a\",\"roles\":[\"desk\"],\"password\":\"secret\"}]}",
        "{\"users\":[{\"name\":\"a\",\"roles\":[],\"passwordHash\":\"HASH\"},{\"name\":\"a\",\"roles\":[],\"passwordHash\":\"HASH\"}]}"
      })
  void whatIsWrongIsSaidInOneLineThatShowsNoSecret(String text) throws IOException {
    var file = write(text);
    var refused = assertThrows(StaffFile.Unusable.class, () -> StaffFile.read(file));
    assertEquals(1, refused.getMessage().lines().count());
    assertTrue(refused.getMessage().contains("staff.json"), refused.getMessage());
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
    assertFalse(refused.getMessage().contains(HASH), refused.getMessage());
  }

  @Test
  void aServiceWithoutAStaffFileDoesNotStart() {
    var missing = new Staff(Optional.of(folder.resolve("missing.json")), false);
    var refused =
        assertThrows(ConfigurationException.class, () -> missing.readOrRefuse(new StartupEvent()));
    assertTrue(refused.getMessage().contains("does not exist"), refused.getMessage());
    assertThrows(
        ConfigurationException.class,
        () -> new Staff(Optional.empty(), false).readOrRefuse(new StartupEvent()));
  }

  @Test
  void withOpenIdConnectThereNeedBeNoStaffFile() {
    var staff = new Staff(Optional.empty(), true);
    staff.readOrRefuse(new StartupEvent());
    assertTrue(staff.file().users().isEmpty());
  }

  @Test
  void aChangedFileIsReadAgainAndABrokenOneLeavesTheLastGoodOneInForce() throws IOException {
    var staff = new Staff(Optional.of(write(GOOD)), false, () -> now);
    assertEquals(Set.of("on-call"), staff.file().users().keySet());
    write(GOOD.replace("\"name\":\"on-call\"", "\"name\":\"night-shift\""));
    assertEquals(Set.of("on-call"), staff.file().users().keySet());
    now = now.plusSeconds(2);
    assertEquals(Set.of("night-shift"), staff.file().users().keySet());
    write("broken");
    now = now.plusSeconds(2);
    assertEquals(Set.of("night-shift"), staff.file().users().keySet());
    write(GOOD);
    now = now.plusSeconds(2);
    assertEquals(Set.of("on-call"), staff.file().users().keySet());
  }
}
