package org.tocsin.service.peer;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The secret by which Tocsin's services know one another: a line in a file of mode 600. */
@Singleton
public class PeerKey {

  /** How every such key begins, which tells it from other bearer tokens. */
  public static final String PREFIX = "tocsin-peer_";

  private final Optional<byte[]> key;

  /** Without the setting no service is let in; a file that cannot be read fails the start. */
  PeerKey(@ConfigProperty(name = "tocsin.peer.key-file") Optional<Path> file) {
    this.key = file.map(PeerKey::read);
  }

  private static byte[] read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.startsWith(PREFIX) && text.length() >= PREFIX.length() + 32) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.peer.key-file: " + file + " cannot be read");
    }
    throw new IllegalStateException(
        "tocsin.peer.key-file: " + file + " must hold " + PREFIX + " and 32 random characters");
  }

  /** Compares in constant time. */
  boolean is(String credential) {
    return key.isPresent()
        && MessageDigest.isEqual(key.get(), credential.getBytes(StandardCharsets.UTF_8));
  }

  /** The {@code Authorization} header for a call; empty where no key is set. */
  public Optional<String> authorization() {
    return key.map(bytes -> "Bearer " + new String(bytes, StandardCharsets.UTF_8));
  }
}
