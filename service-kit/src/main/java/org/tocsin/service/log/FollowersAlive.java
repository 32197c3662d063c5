package org.tocsin.service.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive while every follower's thread asks for records; an outage elsewhere is no reason to be
 * restarted.
 */
@Liveness
@ApplicationScoped
public class FollowersAlive implements HealthCheck {

  private final Followers followers;

  FollowersAlive(Followers followers) {
    this.followers = followers;
  }

  @Override
  public HealthCheckResponse call() {
    var now = InstantSource.system().instant();
    return HealthCheckResponse.named("log-threads")
        .status(followers.states().stream().allMatch(state -> state.alive(now)))
        .build();
  }
}
