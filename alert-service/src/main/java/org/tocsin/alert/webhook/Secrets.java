package org.tocsin.alert.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;

/**
 * The secrets that a contact and we share. Read anew each time: a changed file counts at once.
 *
 * @param folder one file for each contact
 */
record Secrets(Optional<Path> folder) {

  private static final String PREFIX = "whsec_";

  /** While one replaces another, both sign. */
  private static final int MOST = 2;

  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  /**
   * The secrets of a contact, at least one, the newest first.
   *
   * @throws DeliveryException if there are none, or they are none
   */
  List<byte[]> of(String contact) throws DeliveryException {
    Path file =
        folder
            .map(all -> all.resolve(contact))
            .filter(Files::isRegularFile)
            .orElseThrow(() -> none("there is no secret for the webhook of " + contact));
    try {
      List<byte[]> secrets =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .limit(MOST)
              .map(Secrets::secret)
              .toList();
      if (secrets.isEmpty()) {
        throw none("the file of secrets for the webhook of " + contact + " is empty");
      }
      return secrets;
    } catch (IOException | IllegalArgumentException e) {
      // Without its message, which can repeat the secret.
      throw none("the secrets for the webhook of " + contact + " cannot be read");
    }
  }

  private static byte[] secret(String line) {
    if (!line.startsWith(PREFIX)) {
      throw new IllegalArgumentException();
    }
    byte[] secret = Base64.getDecoder().decode(line.substring(PREFIX.length()));
    if (secret.length < LEAST_BYTES || secret.length > MOST_BYTES) {
      throw new IllegalArgumentException();
    }
    return secret;
  }

  private static DeliveryException none(String what) {
    return new DeliveryException(Fault.FINAL, what);
  }
}
