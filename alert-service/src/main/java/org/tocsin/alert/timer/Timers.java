package org.tocsin.alert.timer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.alert.beat.BeatWatch;
import org.tocsin.alert.beat.OutsideBeat;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.readiness.ReadinessCheck;

/**
 * What is done by the clock. The times stand in the database: of several instances one does it, and
 * if that dies another notices within ten seconds; what fell into a standstill is done afterwards.
 */
@ApplicationScoped
public class Timers {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int MISSED_HEARTBEATS = 4;

  private final Clock clock = Clock.systemUTC();
  private final Dispatcher dispatcher;
  private Scheduler scheduler;

  Timers(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  void start(
      @Observes StartupEvent start,
      DataSource dataSource,
      DailyDigest digest,
      OverdueLetters letters,
      Beat beat,
      ReadinessCheck readiness,
      BeatWatch beats,
      OutsideBeat outside,
      @ConfigProperty(name = "tocsin.digest.at") LocalTime digestAt) {
    scheduler =
        Scheduler.create(dataSource)
            .startTasks(
                task("digest", Schedules.daily(ZoneOffset.UTC, digestAt), digest::plan),
                task("overdue", Schedules.fixedDelay(Duration.ofMinutes(1)), letters::look),
                task("gaps", Schedules.fixedDelay(Duration.ofHours(1)), readiness::warnOfGaps),
                task("readiness", Schedules.fixedDelay(Duration.ofDays(7)), readiness::tellWeekly),
                task("beats", Schedules.fixedDelay(Duration.ofMinutes(1)), beats::look),
                task("outside-beat", Schedules.fixedDelay(outside.every()), outside::beat),
                task(Beat.TASK, Schedules.fixedDelay(Beat.EVERY), beat::beat))
            .threads(3)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .build();
    scheduler.start();
  }

  void stop(@Observes ShutdownEvent end) {
    if (scheduler != null) {
      scheduler.stop();
    }
  }

  private interface Work {
    void at(Instant now) throws SQLException;
  }

  private RecurringTask<Void> task(String name, Schedule schedule, Work work) {
    return Tasks.recurring(name, schedule)
        .execute(
            (instance, context) -> {
              try {
                work.at(clock.instant());
              } catch (SQLException e) {
                // Without its message, which can repeat values; the scheduler tries again.
                throw new IllegalStateException("the database did not take it: " + e.getSQLState());
              }
              dispatcher.wake();
            });
  }
}
