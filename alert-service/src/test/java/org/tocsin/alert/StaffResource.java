package org.tocsin.alert;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** One member of staff who is on call. */
public final class StaffResource implements QuarkusTestResourceLifecycleManager {

  static final String USER = "on-call";
  static final String PASSWORD = "only-for-tests";

  @Override
  public Map<String, String> start() {
    try {
      byte[] salt = new byte[16];
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, 600_000, 256))
              .getEncoded();
      var base64 = Base64.getEncoder();
      Path file = Files.createTempFile("tocsin-staff", ".json");
      Files.writeString(
          file,
          """
          {"generated": true, "users": [{"name": "%s", "roles": ["on-call"], "passwordHash": "pbkdf2-sha256$600000$%s$%s"}]}
          """
              .formatted(USER, base64.encodeToString(salt), base64.encodeToString(hash)));
      return Map.of("tocsin.staff.file", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    // The file holds nothing secret and lies in the folder for temporary files.
  }
}
