package org.tocsin.registry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.tocsin.cluster.secrets.Secrets;
import org.tocsin.events.sealing.KeyEncryption;

/** The keyset and the peer key that a launcher would make; fields of their types are filled. */
public final class SecretsResource implements QuarkusTestResourceLifecycleManager {

  /** The Authorization header of another service. */
  public record Peer(String authorization) {}

  private Path folder;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("tocsin-registry-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var secrets = new Secrets(folder);
    return Map.of(
        "tocsin.sealing.keyset-file", secrets.keysetFile().toString(),
        "tocsin.identity.secret-file", secrets.identityFile().toString(),
        "tocsin.erasure.scan-every", "1S",
        "tocsin.peer.key-file", secrets.peerKeyFile().toString());
  }

  @Override
  public void inject(TestInjector injector) {
    try {
      var secrets = new Secrets(folder);
      injector.injectIntoFields(
          new Peer("Bearer " + Files.readString(secrets.peerKeyFile()).strip()),
          new TestInjector.MatchesType(Peer.class));
      injector.injectIntoFields(
          new KeyEncryption(secrets.keysetFile(), Clock.systemUTC()),
          new TestInjector.MatchesType(KeyEncryption.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // The files are secret to nobody and lie in the folder for temporary files.
  }
}
