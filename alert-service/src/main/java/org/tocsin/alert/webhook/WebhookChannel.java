package org.tocsin.alert.webhook;

import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.delivery.Channel;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.http.PostException;
import org.tocsin.alert.http.Posting;

/**
 * Webhooks, signed. Each receiver stands for itself: one that cannot be reached is in the way of no
 * other. A repeat has the id of the first, so that receivers can drop it.
 */
@ApplicationScoped
public class WebhookChannel implements Channel {

  private static final String PROVIDER = "webhook";

  /** Connecting and answering, each. */
  private static final Duration PATIENCE_OF_EACH = Duration.ofSeconds(4);

  private final Contacts contacts;
  private final Payloads payloads;
  private final Secrets secrets;
  private final Reach reach;
  private final Posting posting;
  private final Clock clock = Clock.systemUTC();

  WebhookChannel(WebhookSettings settings, Contacts contacts, Payloads payloads, Vertx vertx) {
    this.contacts = contacts;
    this.payloads = payloads;
    this.secrets = new Secrets(settings.secrets());
    this.reach =
        new Reach(
            settings.internalAddresses().orElse(List.of()).stream().map(Network::of).toList());
    this.posting = new Posting(vertx, settings.tlsTrust(), PATIENCE_OF_EACH);
  }

  @Override
  public Decision.Channel kind() {
    return Decision.Channel.WEBHOOK;
  }

  @Override
  public Handed send(Outgoing message) throws DeliveryException {
    URI url =
        contacts
            .address(message.contact(), Decision.Channel.WEBHOOK)
            .map(URI::create)
            .orElseThrow(
                () -> new DeliveryException(Fault.FINAL, "the contact has no webhook any more"));
    List<byte[]> shared = secrets.of(message.contact());
    InetAddress at = reach.address(url);
    try {
      Instant now = clock.instant();
      byte[] body = payloads.of(message, now);
      String id = message.id().toString();
      var answer =
          posting.post(
              url,
              Optional.of(at),
              Map.of(
                  "Content-Type",
                  "application/json",
                  "User-Agent",
                  "tocsin",
                  "webhook-id",
                  id,
                  "webhook-timestamp",
                  Long.toString(now.getEpochSecond()),
                  "webhook-signature",
                  Signature.of(shared, id, now.getEpochSecond(), body)),
              body);
      if (answer.status() / 100 != 2) {
        throw new DeliveryException(
            fault(answer.status()), "the webhook answered " + answer.status());
      }
      return new Handed(PROVIDER, null, false);
    } catch (PostException e) {
      throw new DeliveryException(
          e.maybeSent() ? Fault.UNCLEAR : Fault.PASSING, "the webhook: " + e.getMessage());
    } catch (SQLException e) {
      throw new DeliveryException(Fault.PASSING, "the database does not answer");
    }
  }

  /** What may pass is tried again; all else, redirects too, needs a human, and another channel. */
  static Fault fault(int status) {
    return switch (status) {
      case 408, 409, 423, 425, 429 -> Fault.PASSING;
      default -> status >= 500 ? Fault.PASSING : Fault.FINAL;
    };
  }

  @PreDestroy
  void close() {
    posting.close();
  }
}
