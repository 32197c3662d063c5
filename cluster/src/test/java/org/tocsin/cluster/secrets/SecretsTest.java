package org.tocsin.cluster.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First credentials: made once, readable by their owner only. */
class SecretsTest {

  @TempDir Path folder;

  @Test
  void allFilesAreTheirOwnersOnly() throws Exception {
    Path own = folder.resolve("secrets");
    var secrets = new Secrets(own);
    secrets.identityFile();
    secrets.partnerKey();
    secrets.staffFile();
    assertEquals("rwx------", mode(own));
    try (Stream<Path> files = Files.list(own)) {
      for (Path file : files.toList()) {
        assertEquals("rw-------", mode(file), file.toString());
      }
    }
  }

  @Test
  void theyStayTheSameOverRestarts() throws Exception {
    var first = new Secrets(folder);
    String key = first.partnerKey();
    String identity = Files.readString(first.identityFile());
    var again = new Secrets(folder);
    assertEquals(key, again.partnerKey());
    assertEquals(identity, Files.readString(again.identityFile()));
    assertEquals(first.staffPasswords(), again.staffPasswords());
  }

  @Test
  void theyHaveTheLengthsThatServicesExpect() throws Exception {
    var secrets = new Secrets(folder);
    assertTrue(secrets.partnerKey().matches("tocsin_[A-Za-z0-9_-]{43}"));
    assertTrue(secrets.partnerKeyHash().matches("[0-9a-f]{64}"));
    assertEquals(
        32, Base64.getDecoder().decode(Files.readString(secrets.identityFile()).strip()).length);
    assertEquals(Set.of("admin", "desk", "on-call", "ops"), secrets.staffPasswords().keySet());
  }

  @Test
  void theStaffFileHoldsNoPassword() throws Exception {
    var secrets = new Secrets(folder);
    String file = Files.readString(secrets.staffFile());
    assertTrue(file.contains("pbkdf2-sha256$600000$"));
    secrets.staffPasswords().values().forEach(password -> assertFalse(file.contains(password)));
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
