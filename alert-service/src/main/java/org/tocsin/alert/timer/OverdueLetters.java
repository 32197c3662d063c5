package org.tocsin.alert.timer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.alert.follow.Communications;

/** Tells of each letter to a State that becomes overdue (DOMAIN.md, section 7, rule 1). */
@ApplicationScoped
public class OverdueLetters {

  private final DataSource dataSource;
  private final Communications communications;
  private final Alerts alerts;
  private final Notifications notifications;

  OverdueLetters(
      DataSource dataSource,
      Communications communications,
      Alerts alerts,
      Notifications notifications) {
    this.dataSource = dataSource;
    this.communications = communications;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  /** Raises an alert for each letter whose deadline has passed by now. */
  public void look(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (var overdue : communications.settleOverdue(connection, now)) {
        News news =
            News.overdue(
                overdue.caseId(), overdue.reference(), overdue.overdueAt(), overdue.recordedAt());
        notifications.plan(
            connection,
            alerts.raise(connection, news, now),
            news.severity(),
            Decision.channels(news.severity(), news.timing()),
            now);
      }
      connection.commit();
    }
  }
}
