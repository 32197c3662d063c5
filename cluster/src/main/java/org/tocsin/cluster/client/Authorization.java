package org.tocsin.cluster.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Repository;

/** How a command signs in as one of the staff. */
public final class Authorization {

  private Authorization() {}

  /**
   * The header for a service elsewhere, by the password in a file, or, where no address is given,
   * for what {@code ./tocsin up} runs on this machine.
   */
  public static String of(String url, String user, Path passwordFile) {
    return url == null
        ? Description.of(Repository.path().resolve("data")).staff(user)
        : basic(user, passwordFile);
  }

  /** The header for a service elsewhere, to which {@code --url} points. */
  public static String basic(String user, Path passwordFile) {
    if (passwordFile == null) {
      throw new Refusal("--url needs --password-file");
    }
    try {
      String plain = user + ":" + Files.readString(passwordFile).strip();
      return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refusal(passwordFile + " cannot be read");
    }
  }
}
