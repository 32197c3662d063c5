package org.tocsin.registry.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.identity.IdentityKey;

/** Reads the cluster's identity secret, under which the digests of desk events are made. */
@ApplicationScoped
public class Identity {

  @Produces
  @Singleton
  IdentityKey key(@ConfigProperty(name = "tocsin.identity.secret-file") Path file) {
    try {
      return new IdentityKey(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.identity.secret-file: " + file + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "tocsin.identity.secret-file: " + file + " must hold 32 random bytes in base64");
    }
  }
}
