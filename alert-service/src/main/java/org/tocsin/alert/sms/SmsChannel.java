package org.tocsin.alert.sms;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.delivery.Channel;
import org.tocsin.alert.delivery.Circuit;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.DeliverySettings;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.delivery.Receipts;
import org.tocsin.alert.http.Posting;
import org.tocsin.alert.text.Catalogue;

/**
 * SMS by the first provider that takes them. One that cannot be reached or does not answer is left
 * alone for a while; then the next message tries it again.
 */
@ApplicationScoped
public class SmsChannel implements Channel {

  private static final Logger LOG = Logger.getLogger(SmsChannel.class);

  /** Connecting and answering, each: together less than {@link #PATIENCE} leaves. */
  private static final Duration HTTP_PATIENCE = Duration.ofSeconds(4);

  private final List<Way> ways;
  private final Contacts contacts;
  private final Replies replies;
  private final Clock clock = Clock.systemUTC();

  /** A provider, and whether it is tried. */
  private record Way(SmsProvider provider, Circuit circuit) {}

  SmsChannel(
      SmsSettings settings,
      DeliverySettings delivery,
      Contacts contacts,
      Receipts receipts,
      Replies replies,
      Vertx vertx) {
    this.contacts = contacts;
    this.replies = replies;
    this.ways =
        settings.providers().entrySet().stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, SmsSettings.Provider> one) -> one.getValue().order())
                    .thenComparing(Map.Entry::getKey))
            .map(
                one ->
                    new Way(
                        provider(one.getKey(), one.getValue(), receipts, vertx),
                        new Circuit(delivery.failedProviderRests())))
            .toList();
    if (ways.isEmpty()) {
      throw new ConfigurationException(
          "tocsin.sms is empty: nobody would get an SMS. Give tocsin.sms.NAME.host, .port, .system-id and .password.");
    }
  }

  private SmsProvider provider(
      String name, SmsSettings.Provider settings, Receipts receipts, Vertx vertx) {
    return switch (settings.kind()) {
      case SMPP ->
          new SmppProvider(
              name, settings, new SmppInbox(name, settings.country(), receipts::store, this::take));
      case TWILIO ->
          new TwilioProvider(
              name, settings, new Posting(vertx, settings.tlsTrust(), HTTP_PATIENCE));
    };
  }

  @Override
  public Decision.Channel kind() {
    return Decision.Channel.SMS;
  }

  @Override
  public Handed send(Outgoing message) throws DeliveryException {
    Instant deadline = clock.instant().plus(PATIENCE);
    String number = number(message.contact());
    List<Way> tried =
        ways.stream()
            .filter(way -> way.circuit().admits(clock.instant()) != Circuit.Admission.NONE)
            .toList();
    DeliveryException last = null;
    boolean unclear = false;
    // Where all have failed, all are tried again: there is nothing to lose.
    for (Way way : tried.isEmpty() ? ways : tried) {
      if (last != null && clock.instant().plus(SmsProvider.ANSWER).isAfter(deadline)) {
        break;
      }
      try {
        String id =
            way.provider()
                .submit(
                    new SmsProvider.ShortMessage(
                        number, message.id(), unclear ? message.repeat() : message.text()),
                    deadline);
        way.circuit().worked();
        String name = way.provider().name();
        return new Handed(name, id == null ? null : name + ":" + id, unclear);
      } catch (DeliveryException e) {
        if (e.fault() == Fault.FINAL) {
          throw e;
        }
        if (e.fault() == Fault.PASSING) {
          way.circuit().worked();
        } else {
          way.circuit().failed(clock.instant());
        }
        unclear |= e.fault() == Fault.UNCLEAR;
        last = graver(last, e);
      }
    }
    throw last;
  }

  private String number(String contact) throws DeliveryException {
    Address address =
        contacts
            .recipient(contact)
            .flatMap(known -> known.address(Decision.Channel.SMS))
            .orElseThrow(
                () -> new DeliveryException(Fault.FINAL, "the contact has no number any more"));
    if (address.stopped()) {
      throw new DeliveryException(Fault.FINAL, "STOP came from the contact's number");
    }
    return address.value();
  }

  /** Takes a reply, and answers it when what came of it is committed. */
  void take(Reply reply) throws SQLException {
    Optional<Replies.Answer> answer = replies.take(reply);
    // A thread of its own: the one that reads the provider's answers must not wait for one.
    answer.ifPresent(one -> Thread.ofVirtual().start(() -> answer(one)));
  }

  /** An answer that does not go out is not tried again: nobody waits for it. */
  private void answer(Replies.Answer answer) {
    String text = answer.text(Catalogue.of(contacts.language(answer.contact())));
    try {
      send(new Outgoing(UUID.randomUUID(), answer.contact(), List.of(), text, text));
    } catch (DeliveryException e) {
      LOG.warnf("a reply is not answered: %s", e.getMessage());
    }
  }

  /** Unclear counts most, since it marks the message; a refusal more than an outage. */
  private static DeliveryException graver(DeliveryException one, DeliveryException other) {
    List<Fault> order = List.of(Fault.UNCLEAR, Fault.PASSING, Fault.OUTAGE);
    return one == null || order.indexOf(other.fault()) < order.indexOf(one.fault()) ? other : one;
  }

  @PreDestroy
  void close() {
    ways.forEach(way -> way.provider().close());
  }
}
