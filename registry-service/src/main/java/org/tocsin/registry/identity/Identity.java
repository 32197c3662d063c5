package org.tocsin.registry.identity;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.identity.IdentityKey;

/** Reads the cluster's identity secret, under which digests of the desk's events are made. */
class Identity {

  /** Fails the start, in one line, where the secret is missing or no secret. */
  @Produces
  @Singleton
  IdentityKey key(@ConfigProperty(name = "tocsin.identity.secret-file") Path file) {
    try {
      return IdentityKey.read(file);
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.identity.secret-file: " + e.getMessage());
    }
  }
}
