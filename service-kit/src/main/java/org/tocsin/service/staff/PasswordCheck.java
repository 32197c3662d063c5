package org.tocsin.service.staff;

import io.quarkus.security.AuthenticationFailedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tocsin.service.staff.FailedAttempts.Attempt;
import org.tocsin.service.staff.StaffFile.StaffUser;

/**
 * Decides whether name and password are those of a member of staff.
 *
 * <p>Derivations run on half the processors at most, and few may wait: guessing can slow down other
 * first sign-ins, never the service.
 */
final class PasswordCheck implements AutoCloseable {

  private static final int MOST_WAITING = 32;

  private final Supplier<StaffFile> staff;
  private final FailedAttempts failedAttempts;
  private final VerifiedPasswords verified;
  private final Map<String, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor derivations;

  PasswordCheck(Supplier<StaffFile> staff, InstantSource clock) {
    this.staff = staff;
    this.failedAttempts = new FailedAttempts(clock);
    this.verified = new VerifiedPasswords(clock);
    var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.derivations =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("password-check-", 0).factory());
    derivations.allowCoreThreadTimeOut(true);
  }

  /**
   * The user, or an {@link AuthenticationFailedException}. Returns at once; completes on a thread
   * of its own unless the answer was known.
   */
  CompletableFuture<StaffUser> check(String name, String password, String address) {
    var file = staff.get();
    var user = file.users().get(name);
    var stored = user == null ? PasswordHash.ofNobody(iterations(file)) : user.passwordHash();
    var fingerprint = verified.fingerprint(name, password, stored);
    if (user != null && verified.remembers(fingerprint)) {
      return CompletableFuture.completedFuture(user);
    }
    var attempt = new Attempt(name, address);
    var wait = failedAttempts.wait(attempt);
    if (wait.isPresent()) {
      return CompletableFuture.failedFuture(new TooManyAttempts(wait.get()));
    }
    return derive(fingerprint, stored, password, attempt)
        .thenCompose(
            matches ->
                matches && user != null
                    ? CompletableFuture.completedFuture(user)
                    : CompletableFuture.failedFuture(
                        new AuthenticationFailedException("no such name and password")));
  }

  /** Ten requests of one page with the same password share one derivation. */
  private CompletableFuture<Boolean> derive(
      String fingerprint, PasswordHash stored, String password, Attempt attempt) {
    var mine = new CompletableFuture<Boolean>();
    var other = running.putIfAbsent(fingerprint, mine);
    if (other != null) {
      return other;
    }
    try {
      derivations.execute(
          () -> {
            try {
              var matches = stored.matches(password);
              if (matches) {
                verified.remember(fingerprint);
                failedAttempts.succeeded(attempt);
              } else {
                failedAttempts.failed(attempt);
              }
              running.remove(fingerprint);
              mine.complete(matches);
            } catch (RuntimeException | Error thrown) {
              running.remove(fingerprint);
              mine.completeExceptionally(thrown);
            }
          });
    } catch (RejectedExecutionException full) {
      running.remove(fingerprint);
      mine.completeExceptionally(new TooManyAttempts(Duration.ofSeconds(2)));
    }
    return mine;
  }

  /** What a user who does not exist costs: as much as the dearest who does. */
  private static int iterations(StaffFile file) {
    return file.users().values().stream()
        .mapToInt(user -> user.passwordHash().iterations())
        .max()
        .orElse(PasswordHash.ADVISED_ITERATIONS);
  }

  @Override
  public void close() {
    derivations.shutdownNow();
  }
}
