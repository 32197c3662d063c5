package org.tocsin.intake.partner;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * The first partner of a new installation; published to the directory once, if the organisation is
 * not there.
 */
@ConfigMapping(prefix = "tocsin.partner.first")
public interface FirstPartner {

  /** Its id; none without it. */
  Optional<String> organisation();

  /** SHA-256 of its API key, 64 lower-case hexadecimal digits. */
  Optional<String> apiKeySha256();
}
