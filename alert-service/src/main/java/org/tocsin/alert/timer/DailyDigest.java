package org.tocsin.alert.timer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.events.vocabulary.Severity;

/** Tells of minor news once a day, in one mail to each contact (DOMAIN.md, section 7, rule 1). */
@ApplicationScoped
public class DailyDigest {

  private final DataSource dataSource;
  private final Alerts alerts;
  private final Notifications notifications;

  DailyDigest(DataSource dataSource, Alerts alerts, Notifications notifications) {
    this.dataSource = dataSource;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  /** Plans the digest of all minor alerts that none has told of; nothing if there are none. */
  public void plan(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      var digest = alerts.digest(connection, now);
      if (digest.isPresent()) {
        notifications.plan(
            connection, digest.get(), Severity.MINOR, List.of(Decision.Channel.EMAIL), now);
      }
      connection.commit();
    }
  }
}
