package org.tocsin.alert.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.contact.Told;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.service.log.AuditEntry;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * Follows {@code audit-events}: that somebody opened a restricted case in an emergency is told at
 * once, by a bare mail. An entry that is read again finds its notice there.
 */
@ApplicationScoped
public class BrokenGlass implements BatchHandler<AuditEntry> {

  private static final String ABOUT_CASE = "case/";

  private final Alerts alerts;
  private final Notifications notifications;
  private final Contacts contacts;
  private final Dispatcher dispatcher;
  private final Beginning beginning;
  private final Clock clock = Clock.systemUTC();

  BrokenGlass(
      Alerts alerts,
      Notifications notifications,
      Contacts contacts,
      Dispatcher dispatcher,
      Beginning beginning) {
    this.beginning = beginning;
    this.alerts = alerts;
    this.notifications = notifications;
    this.contacts = contacts;
    this.dispatcher = dispatcher;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.followAudit("alert-notices", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<AuditEntry>> batch) throws SQLException {
    Instant now = clock.instant();
    for (Logged<AuditEntry> logged : batch) {
      AuditEntry entry = logged.value();
      Optional<UUID> caseId = caseId(entry);
      if (entry.action().equals(AuditEntry.BREAK_GLASS)
          && caseId.isPresent()
          && !logged.recordedAt().isBefore(beginning.wakesFrom())) {
        UUID notice = alerts.notice(connection, id(logged), caseId.get(), now);
        notifications.plan(
            connection,
            new Planned(
                notice,
                Occasion.FIRST,
                Told.of(contacts.contacts(), entry.notice()).stream()
                    .flatMap(
                        id ->
                            contacts.contacts().get(id).quietest().stream()
                                .map(channel -> new Recipient(id, channel)))
                    .toList(),
                Severity.MODERATE,
                now));
      }
    }
  }

  @Override
  public void committed(List<Logged<AuditEntry>> batch) {
    dispatcher.wake();
  }

  private static Optional<UUID> caseId(AuditEntry entry) {
    return entry.about().startsWith(ABOUT_CASE)
        ? Optional.of(UUID.fromString(entry.about().substring(ABOUT_CASE.length())))
        : Optional.empty();
  }

  /** The same for the same place in the log. */
  private static UUID id(Logged<AuditEntry> logged) {
    String place = logged.topic() + "/" + logged.partition() + "/" + logged.offset();
    return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
  }
}
