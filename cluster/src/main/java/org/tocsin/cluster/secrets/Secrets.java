package org.tocsin.cluster.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The secrets of one cluster, made on its first start: identity, key encryption, first partner,
 * staff, passwords between parts.
 */
public final class Secrets {

  /** The organisation whose API key is made on the first start. */
  public static final String FIRST_PARTNER = "first-partner";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 600_000;
  private static final Map<String, List<String>> STAFF =
      new LinkedHashMap<>(
          Map.of(
              "desk", List.of("desk"),
              "on-call", List.of("on-call", "desk"),
              "ops", List.of("ops"),
              "admin", List.of("admin", "ops", "desk", "on-call")));

  private final SecretFiles files;
  private final boolean firstCredentials;

  /** Secrets that {@code up} makes and prints, with which no service starts off loopback. */
  public Secrets(Path folder) {
    this(folder, true);
  }

  /**
   * @param firstCredentials whether the staff file says that nobody has chosen its passwords
   */
  Secrets(Path folder, boolean firstCredentials) {
    this.files = new SecretFiles(folder);
    this.firstCredentials = firstCredentials;
  }

  /** The file of the identity secret: 32 random bytes in base64. */
  public Path identityFile() {
    files.once("identity", () -> Base64.getEncoder().encodeToString(SecretFiles.bytes(32)));
    return files.path("identity");
  }

  /** The file of the key-encryption keyset, under which data keys are wrapped. */
  public Path keysetFile() {
    var sealing = new SecretFiles(files.path(Keyset.FILE.getParent().toString()));
    sealing.once(Keyset.FILE.getFileName().toString(), Keyset::create);
    return sealing.path(Keyset.FILE.getFileName().toString());
  }

  /** The file of the key by which the services know one another. */
  public Path peerKeyFile() {
    files.once("peer-key", () -> "tocsin-peer_" + SecretFiles.random(32));
    return files.path("peer-key");
  }

  /** The first partner's API key. */
  public String partnerKey() {
    return files.once("partner-key", () -> "tocsin_" + SecretFiles.random(32));
  }

  /** SHA-256 of the first partner's API key, in hexadecimal. */
  public String partnerKeyHash() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(partnerKey().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A password between two parts. */
  public String password(String part) {
    return files.once(part + "-password", () -> SecretFiles.random(24));
  }

  /** The start passwords of the built-in staff users, by name. */
  public Map<String, String> staffPasswords() {
    var passwords = new LinkedHashMap<String, String>();
    STAFF.keySet().stream()
        .sorted()
        .forEach(user -> passwords.put(user, password("staff-" + user)));
    return passwords;
  }

  /** The file of the staff users with their hashed passwords. */
  public Path staffFile() {
    files.once("staff.json", this::staff);
    return files.path("staff.json");
  }

  private String staff() {
    ObjectNode file = JSON.createObjectNode().put("generated", firstCredentials);
    var users = file.putArray("users");
    staffPasswords()
        .forEach(
            (name, password) -> {
              ObjectNode user =
                  users.addObject().put("name", name).put("passwordHash", hash(password));
              STAFF.get(name).forEach(user.putArray("roles")::add);
            });
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can be written", e);
    }
  }

  /** PBKDF2 (RFC 8018) with HMAC-SHA-256, as service-kit's {@code PasswordHash} reads it. */
  private static String hash(String password) {
    try {
      byte[] salt = SecretFiles.bytes(16);
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 256))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return "pbkdf2-sha256$"
          + ROUNDS
          + "$"
          + base64.encodeToString(salt)
          + "$"
          + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
    }
  }
}
