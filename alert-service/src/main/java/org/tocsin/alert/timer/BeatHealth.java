package org.tocsin.alert.timer;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * {@code /q/health/well}: whether alarms go out on time. Apart from readiness, since an instance
 * that is taken out of service for it would help nobody.
 */
@Wellness
@ApplicationScoped
public class BeatHealth implements HealthCheck {

  private final Beat beat;
  private final Clock clock = Clock.systemUTC();

  BeatHealth(Beat beat) {
    this.beat = beat;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named(Beat.TASK).up();
    try {
      beat.trouble(clock.instant())
          .ifPresent(trouble -> response.down().withData("trouble", trouble));
    } catch (SQLException e) {
      response.down().withData("trouble", "the database does not answer");
    }
    return response.build();
  }
}
