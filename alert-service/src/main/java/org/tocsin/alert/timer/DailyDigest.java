package org.tocsin.alert.timer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.events.vocabulary.Severity;

/** Tells of minor news once a day, in one mail to each contact (DOMAIN.md, section 7, rule 1). */
@ApplicationScoped
public class DailyDigest {

  private final DataSource dataSource;
  private final Alerts alerts;
  private final Notifications notifications;
  private final Contacts contacts;

  DailyDigest(
      DataSource dataSource, Alerts alerts, Notifications notifications, Contacts contacts) {
    this.dataSource = dataSource;
    this.alerts = alerts;
    this.notifications = notifications;
    this.contacts = contacts;
  }

  /** Plans the digest of all minor alerts that none has told of; nothing if there are none. */
  public void plan(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      var digest = alerts.digest(connection, now);
      if (digest.isPresent()) {
        notifications.plan(connection, planned(digest.get(), now));
      }
      connection.commit();
    }
  }

  /** To everybody, each after the end of quiet hours. */
  private List<Planned> planned(UUID digest, Instant now) {
    return contacts.contacts().values().stream()
        .map(
            contact ->
                new Planned(
                    digest,
                    Occasion.FIRST,
                    contact.quietest().stream()
                        .map(channel -> new Recipient(contact.id(), channel))
                        .toList(),
                    Severity.MINOR,
                    contact.due(Severity.MINOR, now)))
        .toList();
  }
}
