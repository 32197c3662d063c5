package org.tocsin.alert.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.tocsin.alert.delivery.KeyTrouble;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.escalation.Ops;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.alert.mail.PublicKey;
import org.tocsin.alert.policy.PlanInForce;
import org.tocsin.events.vocabulary.Severity;

/** Tells ops of keys that cannot be used: one mail a day for each contact and reason. */
@ApplicationScoped
public class KeyNotices implements KeyTrouble {

  private static final Logger LOG = Logger.getLogger(KeyNotices.class);

  private final PlanInForce plans;
  private final Alerts alerts;
  private final Notifications notifications;
  private final DataSource dataSource;
  private final Clock clock = Clock.systemUTC();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  KeyNotices(PlanInForce plans, Alerts alerts, Notifications notifications, DataSource dataSource) {
    this.plans = plans;
    this.alerts = alerts;
    this.notifications = notifications;
    this.dataSource = dataSource;
  }

  @Override
  public void unusable(String contact, PublicKey.Why why) {
    Instant now = clock.instant();
    String key = "key/" + contact + "/" + why + "/" + LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!told.add(key)) {
      return;
    }
    UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      alerts.opsNotice(connection, id, "openpgp-key of " + contact, now);
      notifications.plan(
          connection,
          new Planned(
              id,
              new Occasion(Occasion.FIRST.key(), "KEY " + why),
              Ops.recipients(plans.current().plan()),
              Severity.MODERATE,
              now));
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      // The mail that it is about goes out all the same, and the next one tries again.
      told.remove(key);
      LOG.warnf("contact %s: key %s, and ops could not be told", contact, why);
    }
  }
}
