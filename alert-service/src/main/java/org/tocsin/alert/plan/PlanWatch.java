package org.tocsin.alert.plan;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks every two seconds whether the file or the database has another plan. A file with a mistake
 * changes nothing: the plan that holds goes on, and the mistake is shown.
 */
@ApplicationScoped
public class PlanWatch {

  /**
   * A file that was not taken.
   *
   * @param since when it was first seen so
   */
  record Rejected(Instant since, List<Flaw> flaws) {}

  private static final Logger LOG = Logger.getLogger(PlanWatch.class);
  private static final int BEFORE_ANYTHING_IS_SENT = 1;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Plans plans;
  private final Optional<Path> file;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Optional<Rejected> rejected = Optional.empty();

  /** The digest of what was last seen in the file, and of what was last taken from it. */
  private volatile String seen;

  private String taken;
  private Thread thread;

  PlanWatch(
      Plans plans,
      @ConfigProperty(name = "tocsin.alerting.file") Optional<Path> file,
      MeterRegistry meters) {
    this.plans = plans;
    this.file = file;
    meters.gauge(
        "tocsin.alerting.plan.rejected", this, watch -> watch.rejected.isPresent() ? 1 : 0);
    meters.gauge(
        "tocsin.alerting.plan.version",
        plans,
        held -> held.stored().map(StoredPlan::version).orElse(0L));
  }

  /** Refuses to start with nobody to wake. */
  void start(@Observes @Priority(BEFORE_ANYTHING_IS_SENT) StartupEvent start) throws SQLException {
    List<Flaw> flaws = plans.refresh();
    look();
    if (plans.stored().isEmpty()) {
      throw new ConfigurationException(
          "There is no alerting plan: nobody would be woken. Point tocsin.alerting.file to one; deploy/alerting/alerting.yaml is an example."
              + rejected.map(one -> " The file: " + logged(one.flaws)).orElse("")
              + (flaws.isEmpty() ? "" : " In the database: " + logged(flaws)));
    }
    thread = Thread.ofVirtual().name("alerting-plan").start(this::run);
  }

  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopping.countDown();
    if (thread != null) {
      thread.join(Duration.ofSeconds(10));
    }
  }

  /** The file that is not in force, with what is wrong with it. */
  Optional<Rejected> rejected() {
    return rejected;
  }

  /** Whether the plan that holds is the one in the file; empty if there is no file. */
  Optional<Boolean> fileHolds() {
    return file.map(
        path -> seen != null && plans.stored().filter(p -> p.digest().equals(seen)).isPresent());
  }

  private void run() {
    try {
      while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          plans.refresh();
          look();
        } catch (SQLException e) {
          // Waited out: the plan that is known holds, and the next look comes soon.
          LOG.debugf("the database does not answer: %s", e.getSQLState());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws SQLException {
    if (file.isEmpty()) {
      return;
    }
    String text;
    try {
      text = Files.readString(file.get());
    } catch (CharacterCodingException e) {
      reject("", new Flaw("", 1, 1, "yaml", "The file is not UTF-8.", "Save it as UTF-8."));
      return;
    } catch (IOException e) {
      reject(
          "", new Flaw("", 1, 1, "no-file", "The file cannot be read.", "See its path and mode."));
      return;
    }
    String digest = PlanStore.digest(text);
    if (digest.equals(seen)) {
      return;
    }
    var reading = PlanFile.read(text);
    if (reading.plan().isEmpty()) {
      reject(digest, reading.flaws().toArray(Flaw[]::new));
      return;
    }
    plans.applyFile(text, taken != null && !taken.equals(digest), clock.instant());
    taken = digest;
    seen = digest;
    rejected = Optional.empty();
    LOG.infof(
        "alerting plan of the file read; version %d holds",
        plans.stored().map(StoredPlan::version).orElse(0L));
  }

  /** Says it once for each content of the file. */
  private void reject(String digest, Flaw... flaws) {
    List<Flaw> all = List.of(flaws);
    if (rejected.filter(one -> one.flaws.equals(all)).isEmpty()) {
      LOG.errorf(
          "the alerting plan in the file is not taken, the one that holds goes on: %s",
          logged(all));
      rejected = Optional.of(new Rejected(clock.instant(), all));
    }
    seen = digest;
  }

  private static String logged(List<Flaw> flaws) {
    return flaws.stream().map(Flaw::logged).collect(Collectors.joining("; "));
  }
}
