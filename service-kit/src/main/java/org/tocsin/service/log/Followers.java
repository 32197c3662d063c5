package org.tocsin.service.log;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What follows the log in this process. A service starts its readers here, so that health knows
 * them and they end before the rest.
 */
@ApplicationScoped
public class Followers {

  private static final int FIRST = 1;

  private final List<Follower> running = new CopyOnWriteArrayList<>();

  /** Starts it, and has it stopped when the service stops. */
  public <F extends Follower> F start(F follower) {
    running.add(follower);
    follower.start();
    return follower;
  }

  public List<FollowerState> states() {
    return running.stream().map(Follower::state).toList();
  }

  void stopAll(@Observes @Priority(FIRST) ShutdownEvent end) {
    running.forEach(Follower::stop);
  }
}
