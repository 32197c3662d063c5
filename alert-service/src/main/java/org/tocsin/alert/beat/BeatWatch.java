package org.tocsin.alert.beat;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.escalation.Ops;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.PlanInForce;
import org.tocsin.alert.policy.TestMessages;
import org.tocsin.events.vocabulary.Severity;

/**
 * Sends the regular test message, and looks whether it and the beats of partners come. Each that is
 * missed is told to ops once, again while it lasts, and when it is back.
 */
@ApplicationScoped
public class BeatWatch {

  static final String TEST = "TEST";
  static final String TESTS = "test/";
  static final String PARTNERS = "partner/";

  private final DataSource dataSource;
  private final PlanInForce plans;
  private final PartnerBeats partners;
  private final Alerts alerts;
  private final Notifications notifications;

  BeatWatch(
      DataSource dataSource,
      PlanInForce plans,
      PartnerBeats partners,
      Alerts alerts,
      Notifications notifications) {
    this.dataSource = dataSource;
    this.plans = plans;
    this.partners = partners;
    this.alerts = alerts;
    this.notifications = notifications;
  }

  /** Something that is expected, and when it was heard last. */
  private record Expected(Duration longest, Optional<Instant> last) {}

  /** Sends what is due and looks once at all that is expected. */
  public void look(Instant now) throws SQLException {
    AlertingPlan plan = plans.current().plan();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      TreeMap<String, Watched> watched = WatchedRows.lock(connection);
      Map<String, Expected> expected = expected(connection, plan);
      for (var one : expected.entrySet()) {
        Watched before = watched.getOrDefault(one.getKey(), Watched.from(now));
        Watched.Look look = before.look(one.getValue().last, one.getValue().longest, now);
        WatchedRows.put(connection, one.getKey(), look.watched());
        if (look.news().isPresent()) {
          tell(connection, plan, one.getKey(), look.news().get(), now);
        }
      }
      WatchedRows.keep(connection, names(plan));
      if (plan.beats().tests().isPresent()) {
        send(connection, plan.beats().tests().get(), now);
      }
      connection.commit();
    }
  }

  /** How it stands, by name. */
  Map<String, Watched> standing() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return WatchedRows.all(connection);
    }
  }

  private static List<String> names(AlertingPlan plan) {
    var names = new ArrayList<String>();
    plan.beats()
        .tests()
        .ifPresent(tests -> tests.addresses().forEach(address -> names.add(TESTS + code(address))));
    plan.beats().partners().keySet().forEach(id -> names.add(PARTNERS + id));
    return names;
  }

  private Map<String, Expected> expected(Connection connection, AlertingPlan plan)
      throws SQLException {
    var expected = new LinkedHashMap<String, Expected>();
    Optional<TestMessages> tests = plan.beats().tests();
    if (tests.isPresent()) {
      Duration longest = tests.get().every().plus(tests.get().within());
      for (Address address : tests.get().addresses()) {
        expected.put(
            TESTS + code(address),
            new Expected(
                longest,
                TestRows.arrived(connection, address.channel()).map(TestRows.Arrived::planned)));
      }
    }
    if (partners.isKnown()) {
      plan.beats()
          .partners()
          .forEach(
              (id, every) -> expected.put(PARTNERS + id, new Expected(every, partners.last(id))));
    }
    return expected;
  }

  private void send(Connection connection, TestMessages tests, Instant now) throws SQLException {
    Optional<Instant> last = TestRows.lastPlanned(connection);
    if (last.isPresent() && last.get().plus(tests.every()).isAfter(now)) {
      return;
    }
    UUID id = UUID.randomUUID();
    alerts.test(connection, id, now);
    notifications.plan(
        connection,
        new Planned(
            id,
            new Occasion(Occasion.FIRST.key(), TEST),
            tests.addresses().stream()
                .map(address -> new Recipient(TestMessages.CONTACT, address.channel()))
                .toList(),
            Severity.MINOR,
            now));
  }

  /** What a channel does not carry is told by the others, where there are others. */
  private void tell(
      Connection connection, AlertingPlan plan, String name, Watched.News news, Instant now)
      throws SQLException {
    UUID id =
        UUID.nameUUIDFromBytes((name + "/" + news + "/" + now).getBytes(StandardCharsets.UTF_8));
    alerts.opsNotice(connection, id, "beat " + name, now);
    notifications.plan(
        connection,
        new Planned(
            id,
            new Occasion(Occasion.FIRST.key(), label(name, news)),
            name.startsWith(TESTS) ? byOthers(plan, name) : Ops.recipients(plan),
            Severity.MODERATE,
            now));
  }

  private static String label(String name, Watched.News news) {
    return (name.startsWith(TESTS) ? "TEST " : "PARTNER ")
        + (news == Watched.News.BACK ? "BACK" : name.startsWith(TESTS) ? "MISSED" : "SILENT");
  }

  private static List<Recipient> byOthers(AlertingPlan plan, String name) {
    return plan.ops().stream()
        .map(plan.contacts()::get)
        .flatMap(
            contact -> {
              List<Decision.Channel> others =
                  contact.channels().stream()
                      .filter(channel -> !name.equals(TESTS + code(channel.name())))
                      .toList();
              return (others.isEmpty() ? contact.quietest().stream() : others.stream())
                  .map(channel -> new Recipient(contact.id(), channel));
            })
        .toList();
  }

  private static String code(Address address) {
    return code(address.channel().name());
  }

  private static String code(String channel) {
    return channel.toLowerCase(Locale.ROOT);
  }
}
