package org.tocsin.service.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The certificate of an erasure, kept for ever in {@code sealing-keys} under {@code
 * OWNER/certificate-ORDER}; ids and counts only.
 *
 * @param owner the defender of the order
 * @param order the event that ordered it
 * @param json the certificate; empty if it was taken away
 */
public record ErasureProof(String owner, String order, Optional<String> json) implements KeyRecord {

  /** How the last part of the record's key begins. */
  static final String PREFIX = "certificate-";

  /** The record's key. */
  public String key() {
    return owner + "/" + PREFIX + order;
  }

  /** The record's value. */
  public byte[] value() {
    return json.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }

  static ErasureProof read(String owner, String name, byte[] value) {
    return new ErasureProof(
        owner,
        name.substring(PREFIX.length()),
        Optional.ofNullable(value).map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }
}
