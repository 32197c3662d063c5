package org.tocsin.alert.delivery;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;

/** E-mail by SMTP: one recipient a mail, a constant subject, no Reply-To. */
@ApplicationScoped
public class EmailChannel implements Channel {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

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
  public Optional<String> send(String contact, String text) throws DeliveryException {
    String address =
        contacts
            .address(contact, Decision.Channel.EMAIL)
            .orElseThrow(() -> new DeliveryException("the contact has no mailbox any more", false));
    try {
      mailer
          .send(Mail.withText(address, Message.SUBJECT, Message.mail(text, consoleUrl)))
          .await()
          .atMost(PATIENCE);
      return Optional.empty();
    } catch (TimeoutException e) {
      throw new DeliveryException("the mail server did not answer in time", true);
    } catch (RuntimeException e) {
      boolean never = e.getCause() instanceof ConnectException;
      throw new DeliveryException(
          "the mail server did not take it: " + e.getClass().getSimpleName(), !never);
    }
  }
}
