package org.tocsin.service.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Since when the brokers or the database are missing, for the health check; says so in the log once
 * per outage.
 */
final class Outages {

  private static final Logger LOG = Logger.getLogger(Outages.class);

  private final String follower;
  private final InstantSource clock;
  private volatile Instant brokerMissingSince;
  private volatile Instant databaseMissingSince;

  Outages(String follower, InstantSource clock) {
    this.follower = follower;
    this.clock = clock;
  }

  void broker(Throwable because) {
    if (brokerMissingSince == null) {
      brokerMissingSince = clock.instant();
      LOG.warnf(WithoutMessage.of(because), "%s: the brokers do not answer; waiting", follower);
    }
  }

  void database(Throwable because) {
    if (databaseMissingSince == null) {
      databaseMissingSince = clock.instant();
      LOG.warnf(WithoutMessage.of(because), "%s: the database does not answer; waiting", follower);
    }
  }

  void brokerAnswered() {
    if (brokerMissingSince != null) {
      brokerMissingSince = null;
      LOG.infof("%s: the brokers answer again", follower);
    }
  }

  void databaseAnswered() {
    if (databaseMissingSince != null) {
      databaseMissingSince = null;
      LOG.infof("%s: the database answers again", follower);
    }
  }

  Optional<Instant> brokerMissingSince() {
    return Optional.ofNullable(brokerMissingSince);
  }

  Optional<Instant> databaseMissingSince() {
    return Optional.ofNullable(databaseMissingSince);
  }
}
