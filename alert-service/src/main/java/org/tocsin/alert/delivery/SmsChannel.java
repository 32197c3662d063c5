package org.tocsin.alert.delivery;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;

/**
 * SMS by SMPP 3.4, by the first provider that takes it. One that cannot be reached or does not
 * answer is left alone for a while; then the next message tries it again.
 */
@ApplicationScoped
public class SmsChannel implements Channel {

  private final List<Way> ways;
  private final Contacts contacts;
  private final Clock clock = Clock.systemUTC();

  /** A provider, and whether it is tried. */
  private record Way(SmsProvider provider, Circuit circuit) {}

  SmsChannel(
      SmsSettings settings, DeliverySettings delivery, Contacts contacts, Receipts receipts) {
    this.contacts = contacts;
    this.ways =
        settings.providers().entrySet().stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, SmsSettings.Provider> one) -> one.getValue().order())
                    .thenComparing(Map.Entry::getKey))
            .map(
                one ->
                    new Way(
                        new SmsProvider(one.getKey(), one.getValue(), receipts.of(one.getKey())),
                        new Circuit(delivery.failedProviderRests())))
            .toList();
    if (ways.isEmpty()) {
      throw new ConfigurationException(
          "tocsin.sms is empty: nobody would get an SMS. Give tocsin.sms.NAME.host, .port, .system-id and .password.");
    }
  }

  @Override
  public Decision.Channel kind() {
    return Decision.Channel.SMS;
  }

  @Override
  public Handed send(Outgoing message) throws DeliveryException {
    String number =
        contacts
            .address(message.contact(), Decision.Channel.SMS)
            .orElseThrow(
                () -> new DeliveryException(Fault.FINAL, "the contact has no number any more"))
            .substring(1);
    List<Way> tried =
        ways.stream()
            .filter(way -> way.circuit().admits(clock.instant()) != Circuit.Admission.NONE)
            .toList();
    DeliveryException last = null;
    boolean unclear = false;
    // Where all have failed, all are tried again: there is nothing to lose.
    for (Way way : tried.isEmpty() ? ways : tried) {
      try {
        String id =
            way.provider()
                .submit(
                    number,
                    Receipts.reference(message.id()),
                    unclear ? message.repeat() : message.text());
        way.circuit().worked();
        return new Handed(way.provider().name(), way.provider().name() + ":" + id, unclear);
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
