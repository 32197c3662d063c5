package org.tocsin.service.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.security.AuthenticationFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.service.staff.StaffFile.StaffUser;

/** Only name and password together open the door. */
class PasswordCheckTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private StaffFile file = with("secret");
  private final PasswordCheck check = new PasswordCheck(() -> file, () -> now);

  @AfterEach
  void end() {
    check.close();
  }

  private static StaffFile with(String password) {
    var desk = new StaffUser("desk", Set.of(Roles.DESK), PasswordHash.of(password, 10_000));
    return new StaffFile(false, Map.of("desk", desk));
  }

  private StaffUser signIn(String name, String password) throws Exception {
    return check.check(name, password, "192.0.2.1").get(20, TimeUnit.SECONDS);
  }

  private Throwable refusal(String name, String password) {
    return assertThrows(ExecutionException.class, () -> signIn(name, password)).getCause();
  }

  @Test
  void theRightPasswordGivesTheUserWithTheRoles() throws Exception {
    assertEquals(Set.of(Roles.DESK), signIn("desk", "secret").roles());
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreTheSameFailure() {
    assertInstanceOf(AuthenticationFailedException.class, refusal("desk", "wrong"));
    assertInstanceOf(AuthenticationFailedException.class, refusal("nobody", "secret"));
    assertInstanceOf(AuthenticationFailedException.class, refusal("", ""));
  }

  @Test
  void aVerifiedPasswordIsAnsweredAtOnceForFiveMinutes() throws Exception {
    signIn("desk", "secret");
    assertTrue(check.check("desk", "secret", "192.0.2.1").isDone());
    now = now.plus(Duration.ofMinutes(5)).plusSeconds(1);
    // Not answered from memory, but right all the same.
    assertEquals("desk", signIn("desk", "secret").name());
  }

  @Test
  void aVerifiedPasswordIsForgottenWhenItIsChanged() throws Exception {
    signIn("desk", "secret");
    file = with("another");
    assertInstanceOf(AuthenticationFailedException.class, refusal("desk", "secret"));
    assertEquals("desk", signIn("desk", "another").name());
  }

  @Test
  void someoneSignedInIsNotLockedOutByAGuesserAtTheSameAddress() throws Exception {
    signIn("desk", "secret");
    IntStream.range(0, 6).forEach(i -> refusal("desk", "guess" + i));
    assertInstanceOf(TooManyAttempts.class, refusal("desk", "guess"));
    assertEquals("desk", signIn("desk", "secret").name());
  }

  @Test
  void aRemovedUserIsOutAtOnce() throws Exception {
    signIn("desk", "secret");
    file = new StaffFile(false, Map.of());
    assertInstanceOf(AuthenticationFailedException.class, refusal("desk", "secret"));
  }

  @Test
  void aFloodOfGuessesIsTurnedAwayInsteadOfQueued() {
    var flood =
        IntStream.range(0, 200)
            .mapToObj(i -> check.check("user" + i, "guess", "192.0.2." + i))
            .toList();
    assertTrue(
        flood.stream()
            .anyMatch(answer -> answer.handle((_, thrown) -> isTooMany(thrown)).getNow(false)));
  }

  private static boolean isTooMany(Throwable thrown) {
    return thrown != null
        && (thrown instanceof TooManyAttempts || thrown.getCause() instanceof TooManyAttempts);
  }
}
