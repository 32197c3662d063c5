package org.tocsin.intake.partner;

import java.util.List;
import java.util.regex.Pattern;
import org.tocsin.events.identity.Organisation;

/**
 * A partner as the directory has it.
 *
 * @param organisation its id
 * @param status whether it may post
 * @param apiKeys its keys, hashed
 */
public record Partner(String organisation, Status status, List<ApiKey> apiKeys) {

  /** Whether a partner may post. */
  public enum Status {
    ACTIVE,
    SUSPENDED
  }

  /**
   * One key of a partner.
   *
   * @param keyId names it without telling it
   * @param sha256 of the whole key, 64 lower-case hexadecimal digits
   */
  public record ApiKey(String keyId, String sha256) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
      if (keyId == null || sha256 == null || !SHA_256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "an API key has a keyId and a sha256 of 64 lower-case hexadecimal digits");
      }
    }
  }

  /** Throws IllegalArgumentException where something is missing or not of its form. */
  public Partner {
    if (organisation == null || status == null || apiKeys == null) {
      throw new IllegalArgumentException("a partner has an organisation, a status and apiKeys");
    }
    new Organisation(organisation);
    apiKeys = List.copyOf(apiKeys);
  }
}
