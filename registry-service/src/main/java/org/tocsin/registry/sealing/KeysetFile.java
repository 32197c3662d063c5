package org.tocsin.registry.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.sealing.KeyEncryption;

/** Reads the cluster's key-encryption keyset, under which the data keys are wrapped. */
@ApplicationScoped
public class KeysetFile {

  @Produces
  @Singleton
  KeyEncryption keyset(@ConfigProperty(name = "tocsin.sealing.keyset-file") Path file) {
    try {
      return new KeyEncryption(file, Clock.systemUTC());
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.sealing.keyset-file: " + e.getMessage());
    }
  }
}
