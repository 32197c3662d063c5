package org.tocsin.intake.partner;

import java.util.List;

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
  public record ApiKey(String keyId, String sha256) {}

  public Partner {
    apiKeys = List.copyOf(apiKeys);
  }
}
