package org.tocsin.alert.sms;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.escalation.Acknowledgements;
import org.tocsin.alert.escalation.Ops;
import org.tocsin.alert.follow.Alerts;
import org.tocsin.alert.plan.Plans;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;

/**
 * Does what people ask for by SMS, each reply once: what comes of it is committed before the
 * provider is told that it was taken. Numbers that are in no contact of the plan change nothing and
 * get no answer.
 */
@ApplicationScoped
class Replies {

  /** To ops: somebody gets no SMS any more. */
  static final String STOPPED = "SMS STOPPED";

  private final DataSource dataSource;
  private final Plans plans;
  private final ReplyRows rows;
  private final Acknowledgements acknowledgements;
  private final Alerts alerts;
  private final Notifications notifications;
  private final Dispatcher dispatcher;
  private final MeterRegistry meters;
  private final Clock clock = Clock.systemUTC();

  Replies(
      DataSource dataSource,
      Plans plans,
      ReplyRows rows,
      Acknowledgements acknowledgements,
      Alerts alerts,
      Notifications notifications,
      Dispatcher dispatcher,
      MeterRegistry meters) {
    this.dataSource = dataSource;
    this.plans = plans;
    this.rows = rows;
    this.acknowledgements = acknowledgements;
    this.alerts = alerts;
    this.notifications = notifications;
    this.dispatcher = dispatcher;
    this.meters = meters;
  }

  /**
   * What is to be answered.
   *
   * @param contact to whom
   * @param acknowledged the reference of the alert whose acknowledgement counts; empty for a word
   *     of help
   */
  record Answer(String contact, Optional<String> acknowledged) {

    /** One segment, in the contact's language. */
    String text(Catalogue words) {
      return acknowledged
          .map(reference -> "TOCSIN " + words.word("ACKNOWLEDGED") + " " + reference)
          .orElseGet(() -> words.sentence("sms.help"));
    }
  }

  /**
   * Takes a reply. If it throws, nothing has come of it, and the provider has to deliver it again.
   *
   * @return the answer, if there may be one
   */
  Optional<Answer> take(Reply reply) throws SQLException {
    List<Contact> contacts =
        plans.contacts().values().stream()
            .filter(contact -> has(contact, reply.number()).isPresent())
            .toList();
    Meaning meaning = Meaning.of(reply.text());
    meters.counter("tocsin.alert.replies", "what", counted(contacts, meaning)).increment();
    if (contacts.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Answer> answer = Optional.empty();
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (rows.isNew(connection, reply, now)) {
          answer = act(connection, reply, contacts, meaning, now);
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    if (meaning instanceof Meaning.Stop || meaning instanceof Meaning.Start) {
      plans.refresh();
    }
    dispatcher.wake();
    return answer;
  }

  private static String counted(List<Contact> contacts, Meaning meaning) {
    return contacts.isEmpty()
        ? "stranger"
        : meaning.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private Optional<Answer> act(
      Connection connection, Reply reply, List<Contact> contacts, Meaning meaning, Instant now)
      throws SQLException {
    switch (meaning) {
      case Meaning.Stop() -> {
        if (rows.stop(connection, reply.number(), now)) {
          for (Contact contact : contacts) {
            tellOps(connection, contact, now);
          }
        }
        return Optional.empty();
      }
      case Meaning.Start() -> {
        rows.start(connection, reply.number());
        return Optional.empty();
      }
      case Meaning.Acknowledge(String reference) -> {
        Optional<Contact> human = acknowledge(connection, reply, contacts, reference, now);
        if (human.isPresent()) {
          return rows.mayAnswer(connection, reply.number(), ReplyRows.Answer.TAKEN, now)
              ? Optional.of(new Answer(human.get().id(), Optional.of(reference)))
              : Optional.empty();
        }
      }
      case Meaning.Other() -> {}
    }
    Optional<Contact> helped = verified(contacts, reply.number()).stream().findFirst();
    return helped.isPresent()
            && rows.mayAnswer(connection, reply.number(), ReplyRows.Answer.HELP, now)
        ? Optional.of(new Answer(helped.get().id(), Optional.empty()))
        : Optional.empty();
  }

  /** Who has acknowledged: a contact with this number, verified, who got this alert. */
  private Optional<Contact> acknowledge(
      Connection connection, Reply reply, List<Contact> contacts, String reference, Instant now)
      throws SQLException {
    Optional<UUID> alert = rows.alert(connection, reference);
    if (alert.isEmpty()) {
      return Optional.empty();
    }
    List<String> told =
        notifications.reached(connection, alert.get()).stream().map(Recipient::contact).toList();
    Optional<Contact> human =
        verified(contacts, reply.number()).stream()
            .filter(contact -> told.contains(contact.id()))
            .findFirst();
    if (human.isPresent()) {
      acknowledgements.take(
          connection, alert.get(), acknowledgements.contact(human.get().id()), now);
    }
    return human;
  }

  private void tellOps(Connection connection, Contact contact, Instant now) throws SQLException {
    String key = "sms-stopped/" + contact.id() + "/" + now;
    UUID notice = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    alerts.opsNotice(connection, notice, "sms-stopped " + contact.id(), now);
    notifications.plan(
        connection,
        new Planned(
            notice,
            new Occasion(Occasion.FIRST.key(), STOPPED),
            Ops.recipients(plans.current().plan()),
            Severity.MODERATE,
            now));
  }

  /** Who may acknowledge from this number. */
  static List<Contact> verified(List<Contact> contacts, String number) {
    return contacts.stream()
        .filter(contact -> has(contact, number).filter(Address::verified).isPresent())
        .toList();
  }

  private static Optional<Address> has(Contact contact, String number) {
    return contact.address(Channel.SMS).filter(address -> address.value().equals(number));
  }
}
