package org.tocsin.intake;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.tocsin.intake.partner.ApiKeys;

/** The secrets that a launcher would make: identity and a first partner. */
public final class IntakeResource implements QuarkusTestResourceLifecycleManager {

  static final String ORGANISATION = "example-ngo";
  static final String API_KEY = ApiKeys.PREFIX + "only-for-tests";

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("tocsin-intake-test");
      Path secret =
          Files.writeString(
              folder.resolve("identity"), Base64.getEncoder().encodeToString(new byte[32]));
      return Map.of(
          "tocsin.identity.secret-file", secret.toString(),
          "tocsin.partner.first.organisation", ORGANISATION,
          "tocsin.partner.first.api-key-sha256", ApiKeys.hash(API_KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // The files hold nothing secret and lie in the folder for temporary files.
  }
}
