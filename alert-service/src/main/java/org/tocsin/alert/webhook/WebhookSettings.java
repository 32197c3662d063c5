package org.tocsin.alert.webhook;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How webhooks go out. */
@ConfigMapping(prefix = "tocsin.webhook")
public interface WebhookSettings {

  /**
   * A folder with one file for each contact, named after its id: one secret a line ({@code
   * whsec_…}), the newest first. Without it no webhook goes out.
   */
  Optional<Path> secrets();

  /** Certificates (PEM) that are trusted instead of those that Java trusts. */
  Optional<Path> tlsTrust();

  /**
   * Addresses or networks that may be reached although they are internal, such as {@code
   * 10.1.2.0/24}. With {@code 127.0.0.0/8} http to loopback is taken too: for development only.
   */
  Optional<List<String>> internalAddresses();
}
