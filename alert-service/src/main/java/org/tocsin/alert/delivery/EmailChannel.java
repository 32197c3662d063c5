package org.tocsin.alert.delivery;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.text.Catalogue;

/**
 * E-mail by SMTP: one recipient a mail, a constant subject, no Reply-To. The mail server's answer
 * decides: 4xx may pass, 5xx does not (RFC 5321, section 4.2.1).
 */
@ApplicationScoped
public class EmailChannel implements Channel {

  private static final String PROVIDER = "smtp";
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final ReactiveMailer mailer;
  private final Contacts contacts;
  private final String consoleUrl;

  EmailChannel(
      ReactiveMailer mailer,
      Contacts contacts,
      @ConfigProperty(name = "tocsin.console.url") String consoleUrl) {
    this.mailer = mailer;
    this.contacts = contacts;
    this.consoleUrl = consoleUrl;
  }

  @Override
  public Decision.Channel kind() {
    return Decision.Channel.EMAIL;
  }

  @Override
  public Handed send(Outgoing message) throws DeliveryException {
    String address =
        contacts
            .address(message.contact(), Decision.Channel.EMAIL)
            .orElseThrow(
                () -> new DeliveryException(Fault.FINAL, "the contact has no mailbox any more"));
    try {
      var words = Catalogue.of(contacts.language(message.contact()));
      mailer
          .send(
              Mail.withText(
                  address, Message.SUBJECT, Message.mail(words, message.text(), consoleUrl)))
          .await()
          .atMost(LONGEST);
      return new Handed(PROVIDER, null, false);
    } catch (TimeoutException e) {
      throw new DeliveryException(Fault.UNCLEAR, "the mail server did not answer in time");
    } catch (RuntimeException e) {
      throw refused(e);
    }
  }

  /** Without the server's words, which can repeat the address. */
  private static DeliveryException refused(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SMTPException smtp) {
        return new DeliveryException(
            fault(smtp.getReplyCode()), "the mail server refused it with " + smtp.getReplyCode());
      }
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new DeliveryException(Fault.OUTAGE, "the mail server cannot be reached");
      }
    }
    return new DeliveryException(
        Fault.UNCLEAR, "the mail server did not take it: " + thrown.getClass().getSimpleName());
  }

  /**
   * What a reply code means: 421 closes the service, and the codes of a refused sign-in (RFC 4954)
   * are no fault of the message.
   */
  static Fault fault(int code) {
    return switch (code) {
      case 421, 454, 530, 534, 535, 538 -> Fault.OUTAGE;
      default -> code >= 500 ? Fault.FINAL : Fault.PASSING;
    };
  }
}
