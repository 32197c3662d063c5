package org.tocsin.intake;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import org.tocsin.intake.partner.ApiKeys;

/** The secrets that a launcher would make: identity, key encryption and a first partner. */
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
      Path keyset = Files.writeString(folder.resolve("keyset.json"), keyset());
      return Map.of(
          "tocsin.identity.secret-file", secret.toString(),
          "tocsin.sealing.keyset-file", keyset.toString(),
          "tocsin.partner.first.organisation", ORGANISATION,
          "tocsin.partner.first.api-key-sha256", ApiKeys.hash(API_KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String keyset() {
    try {
      AeadConfig.register();
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset can be made", e);
    }
  }

  @Override
  public void stop() {
    // The files hold nothing secret and lie in the folder for temporary files.
  }
}
