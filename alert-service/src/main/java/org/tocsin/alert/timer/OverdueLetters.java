package org.tocsin.alert.timer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.alert.follow.Communications;

/** Tells of each letter to a State that becomes overdue (DOMAIN.md, section 7, rule 1). */
@ApplicationScoped
public class OverdueLetters {

  private final DataSource dataSource;
  private final Communications communications;
  private final Alerts alerts;
  private final Notifications notifications;
  private final Contacts contacts;

  OverdueLetters(
      DataSource dataSource,
      Communications communications,
      Alerts alerts,
      Notifications notifications,
      Contacts contacts) {
    this.dataSource = dataSource;
    this.communications = communications;
    this.alerts = alerts;
    this.notifications = notifications;
    this.contacts = contacts;
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
            new Planned(
                alerts.raise(connection, news, now),
                Occasion.FIRST,
                Recipient.each(
                    contacts.contacts().keySet(),
                    Decision.channels(news.severity(), news.timing())),
                news.severity(),
                now));
      }
      connection.commit();
    }
  }
}
