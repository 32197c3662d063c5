package org.tocsin.service.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The built-in staff users as the file {@code tocsin.staff.file} gives them.
 *
 * @param generated whether a launcher made up the passwords and printed them; such a file is good
 *     for loopback only
 * @param users the users by name
 */
public record StaffFile(boolean generated, Map<String, StaffUser> users) {

  /** A user: what he may do and how to know him. */
  public record StaffUser(String name, Set<String> roles, PasswordHash passwordHash) {}

  /**
   * Says in one line which file is wrong, what is wrong in it, and what to do; never repeats its
   * content.
   */
  public static final class Unusable extends RuntimeException {
    Unusable(String message) {
      super(message);
    }
  }

  private record Json(Boolean generated, List<JsonUser> users) {}

  private record JsonUser(String name, List<String> roles, String passwordHash) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Nobody, for a service that leaves all sign-in to OpenID Connect. */
  public static StaffFile empty() {
    return new StaffFile(false, Map.of());
  }

  /**
   * Reads and checks the whole file.
   *
   * @throws Unusable if there is anything wrong with it
   */
  public static StaffFile read(Path path) {
    try {
      return check(path, JSON.readValue(Files.readString(path), Json.class));
    } catch (JsonProcessingException thrown) {
      var place = thrown.getLocation();
      throw unusable(
          path, "is not the JSON expected" + (place == null ? "" : ", line " + place.getLineNr()));
    } catch (IOException thrown) {
      throw unusable(path, Files.exists(path) ? "cannot be read" : "does not exist");
    }
  }

  private static StaffFile check(Path path, Json json) {
    if (json == null || json.users() == null || json.users().isEmpty()) {
      throw unusable(path, "names no users");
    }
    var users = new TreeMap<String, StaffUser>();
    for (var i = 0; i < json.users().size(); i++) {
      var user = check(path, "users[" + i + "]", json.users().get(i));
      if (users.put(user.name(), user) != null) {
        throw unusable(path, "names the user of users[" + i + "] twice");
      }
    }
    return new StaffFile(Boolean.TRUE.equals(json.generated()), Map.copyOf(users));
  }

  private static StaffUser check(Path path, String place, JsonUser user) {
    if (user == null || user.name() == null || !user.name().matches("[A-Za-z0-9._@-]{1,64}")) {
      throw unusable(path, place + ".name must be 1 to 64 letters, digits or any of . _ @ -");
    }
    if (user.roles() == null || !Roles.OF_STAFF.containsAll(user.roles())) {
      throw unusable(path, place + ".roles must be a list of desk, on-call, ops, admin");
    }
    if (user.passwordHash() == null) {
      throw unusable(path, place + ".passwordHash is missing");
    }
    try {
      return new StaffUser(
          user.name(), Set.copyOf(user.roles()), PasswordHash.parse(user.passwordHash()));
    } catch (IllegalArgumentException wrong) {
      throw unusable(path, place + ".passwordHash: " + wrong.getMessage());
    }
  }

  private static Unusable unusable(Path path, String what) {
    return new Unusable(
        "The staff file "
            + path
            + " (tocsin.staff.file) "
            + what
            + ". Correct it; docs/operations.md shows its format.");
  }
}
