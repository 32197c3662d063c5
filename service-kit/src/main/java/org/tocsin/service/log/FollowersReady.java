package org.tocsin.service.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the log can be read, nor after ten seconds without broker or database. */
@Readiness
@ApplicationScoped
public class FollowersReady implements HealthCheck {

  private final Followers followers;

  FollowersReady(Followers followers) {
    this.followers = followers;
  }

  @Override
  public HealthCheckResponse call() {
    var now = InstantSource.system().instant();
    var response = HealthCheckResponse.named("log").up();
    for (var state : followers.states()) {
      if (!state.ready(now)) {
        response.down();
      }
      response.withData(state.name(), state.summary());
    }
    return response.build();
  }
}
