package org.tocsin.alert.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.escalation.Ops;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.alert.policy.PlanInForce;
import org.tocsin.events.vocabulary.Severity;

/** Looks whether alerting is ready, and tells ops by mail if not. */
@ApplicationScoped
public class ReadinessCheck {

  static final String NOT_READY = "NOT READY";
  static final String NOBODY_ON_CALL = "NOBODY ON CALL SOON";

  private final PlanInForce plans;
  private final Alerts alerts;
  private final Notifications notifications;
  private final DataSource dataSource;

  ReadinessCheck(
      PlanInForce plans, Alerts alerts, Notifications notifications, DataSource dataSource) {
    this.plans = plans;
    this.alerts = alerts;
    this.notifications = notifications;
    this.dataSource = dataSource;
  }

  /** How it stands. */
  public Readiness look(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return Readiness.of(plans.current().plan(), failed(connection), now);
    }
  }

  /** The weekly check: one mail to ops if anybody has no channel that works. */
  public void tellWeekly(Instant now) throws SQLException {
    if (look(now).contacts().stream().allMatch(Readiness.OfContact::ready)) {
      return;
    }
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      long week = Duration.between(Instant.EPOCH, now).toDays() / 7;
      tell(connection, "readiness", "readiness/" + week, NOT_READY, now);
      connection.commit();
    }
  }

  /** One mail to ops for each time without anybody on call that begins within seven days. */
  public void warnOfGaps(Instant now) throws SQLException {
    var gaps = Readiness.gapsToWarnOf(plans.current().plan(), now);
    if (gaps.isEmpty()) {
      return;
    }
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (Readiness.OfPolicy gap : gaps) {
        // By its end: the beginning of one that has begun is always now.
        tell(
            connection,
            "gap " + gap.policy(),
            "gap/" + gap.policy() + "/" + gap.to(),
            NOBODY_ON_CALL,
            now);
      }
      connection.commit();
    }
  }

  private void tell(Connection connection, String change, String key, String label, Instant now)
      throws SQLException {
    UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    alerts.opsNotice(connection, id, change, now);
    notifications.plan(
        connection,
        new Planned(
            id,
            new Occasion(Occasion.FIRST.key(), label),
            Ops.recipients(plans.current().plan()),
            Severity.MODERATE,
            now));
  }

  /** Of each contact the channels whose newest message that is done has failed. */
  private Map<String, Set<String>> failed(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT n.state FROM notification n
            WHERE n.contact = ? AND n.channel = ? AND n.state IN ('handed-over', 'delivered', 'failed')
            ORDER BY n.due_at DESC LIMIT 1
            """)) {
      var failed = new HashMap<String, Set<String>>();
      for (var contact : plans.current().plan().contacts().values()) {
        for (var address : contact.addresses()) {
          query.setString(1, contact.id());
          query.setString(2, address.channel().name());
          try (var row = query.executeQuery()) {
            if (row.next() && row.getString("state").equals("failed")) {
              failed
                  .computeIfAbsent(contact.id(), id -> new HashSet<>())
                  .add(address.channel().name());
            }
          }
        }
      }
      return failed;
    }
  }
}
