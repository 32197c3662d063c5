package org.tocsin.intake.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.regex.Pattern;
import org.tocsin.events.identity.Organisation;

/**
 * One API key of a partner as the directory has it, under {@code organisation/keyId}: a record of
 * its own, so that two people who issue and revoke keys at once do not undo each other's work.
 *
 * @param organisation whose it is
 * @param keyId names it without telling it
 * @param sha256 of the whole key, 64 lower-case hexadecimal digits
 * @param createdAt when it was issued; null for one that came with the installation
 * @param revokedAt since when it opens nothing; null while it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKey(
    String organisation, String keyId, String sha256, Instant createdAt, Instant revokedAt) {

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9-]{1,40}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Throws IllegalArgumentException where something is missing or not of its form. */
  public ApiKey {
    if (organisation == null
        || keyId == null
        || !KEY_ID.matcher(keyId).matches()
        || sha256 == null
        || !SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "an API key has an organisation, a keyId and a sha256 of 64 lower-case hexadecimal digits");
    }
    new Organisation(organisation);
  }

  ApiKey revoked(Instant now) {
    return new ApiKey(organisation, keyId, sha256, createdAt, now);
  }

  boolean isValid() {
    return revokedAt == null;
  }
}
