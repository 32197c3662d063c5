package org.tocsin.alert.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.Event;
import org.tocsin.events.StateReplied;
import org.tocsin.events.Subject;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * The entrance: follows the record and turns news into alerts; event, alert, notifications and
 * position are one transaction.
 */
@ApplicationScoped
public class Alarm implements BatchHandler<Event> {

  private final Alerts alerts;
  private final Communications communications;
  private final Notifications notifications;
  private final Contacts contacts;
  private final Dispatcher dispatcher;
  private final Clock clock = Clock.systemUTC();

  Alarm(
      Alerts alerts,
      Communications communications,
      Notifications notifications,
      Contacts contacts,
      Dispatcher dispatcher) {
    this.alerts = alerts;
    this.communications = communications;
    this.notifications = notifications;
    this.contacts = contacts;
    this.dispatcher = dispatcher;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.follow("alerts", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<Event>> batch) throws SQLException {
    for (Logged<Event> logged : batch) {
      watch(connection, logged.value(), logged.recordedAt());
      Optional<News> news = News.of(logged.value(), logged.recordedAt());
      if (news.isPresent() && !alerts.isKnown(connection, logged.value().header())) {
        alarm(connection, logged.value(), news.get());
      }
    }
  }

  @Override
  public void committed(List<Logged<Event>> batch) {
    dispatcher.wake();
  }

  private void watch(Connection connection, Event event, Instant recordedAt) throws SQLException {
    if (event.header().subject() instanceof Subject.OfCase(var caseId)) {
      switch (event.body()) {
        case CommunicationSent letter ->
            communications.sent(connection, caseId.value(), letter, recordedAt);
        case StateReplied reply -> communications.replied(connection, caseId.value(), reply);
        default -> {}
      }
    }
  }

  private void alarm(Connection connection, Event event, News news) throws SQLException {
    Instant now = clock.instant();
    UUID alert;
    Severity severity = news.severity();
    switch (Decision.on(news, alerts.candidates(connection, news))) {
      case Decision.Raise() -> alert = alerts.raise(connection, news, now);
      case Decision.Join(UUID joined, Severity graver) -> {
        alert = joined;
        severity = graver;
      }
    }
    alerts.report(connection, alert, event.header(), news, severity);
    notifications.plan(
        connection,
        new Planned(
            alert,
            Occasion.FIRST,
            Recipient.each(
                contacts.contacts().keySet(), Decision.channels(severity, news.timing())),
            severity,
            now));
  }
}
