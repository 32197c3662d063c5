package org.tocsin.alert.delivery;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.mail.Letter;
import org.tocsin.alert.mail.MailLoop;

/**
 * E-mail by SMTP, one recipient a mail. The mail server's answer decides: 4xx may pass, 5xx does
 * not (RFC 5321, section 4.2.1).
 */
@ApplicationScoped
public class EmailChannel implements Channel {

  private static final String PROVIDER = "smtp";
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** As the mail client says it of the greeting, of HELO, of STARTTLS and of the sign-in. */
  private static final List<String> BEFORE_MAIL =
      List.of("got error response", "HELO failed", "STARTTLS ", "AUTH ", "login is required");

  private final MailClient client;
  private final MailLoop loop;
  private final Contacts contacts;
  private final Letters letters;

  EmailChannel(MailClient client, MailLoop loop, Contacts contacts, Letters letters) {
    this.client = client;
    this.loop = loop;
    this.contacts = contacts;
    this.letters = letters;
  }

  @Override
  public Decision.Channel kind() {
    return Decision.Channel.EMAIL;
  }

  @Override
  public Handed send(Outgoing message) throws DeliveryException {
    MailMessage mail =
        contacts
            .recipient(message.contact())
            .flatMap(contact -> mail(contact, message))
            .orElseThrow(
                () -> new DeliveryException(Fault.FINAL, "the contact has no mailbox any more"));
    try {
      loop.send(client.sendMail(mail), LONGEST);
      return new Handed(PROVIDER, null, false);
    } catch (TimeoutException e) {
      throw new DeliveryException(Fault.UNCLEAR, "the mail server did not answer in time");
    } catch (RuntimeException e) {
      throw refused(e);
    }
  }

  private Optional<MailMessage> mail(Contact contact, Outgoing message) {
    return contact
        .address(Decision.Channel.EMAIL)
        .map(Address::value)
        .map(address -> mail(address, letters.letter(contact, address, message)));
  }

  /**
   * The client writes all header fields in one piece, but a body line by line, each with a system
   * call and a packet of its own. So the whole letter goes as its first field, dots doubled (RFC
   * 5321, section 4.5.2), and the body that the client knows of is an empty line after it
   * (docs/decisions/0032).
   */
  static MailMessage mail(String address, Letter letter) {
    String source = letter.source().replace("\r\n.", "\r\n..");
    int colon = source.indexOf(": ");
    return new MailMessage()
        .setFrom(letter.headers().get("From"))
        .setTo(address)
        .setFixedHeaders(true)
        .addHeader(source.substring(0, colon), source.substring(colon + 2).stripTrailing());
  }

  /** Without the server's words, which can repeat the address. */
  private static DeliveryException refused(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SMTPException smtp) {
        return new DeliveryException(
            isBeforeMail(smtp) ? faultBeforeMail(smtp.getReplyCode()) : fault(smtp.getReplyCode()),
            "the mail server refused it with " + smtp.getReplyCode());
      }
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new DeliveryException(Fault.OUTAGE, "the mail server cannot be reached");
      }
      if (cause instanceof SSLException || isBeforeMail(cause)) {
        return new DeliveryException(
            Fault.OUTAGE, "no encrypted connection to the mail server, or no way to sign in");
      }
    }
    return new DeliveryException(
        Fault.UNCLEAR, "the mail server did not take it: " + thrown.getClass().getSimpleName());
  }

  /**
   * Whether the dialogue had not come to a mail yet, so that nothing is said of one: the client has
   * no other way of saying so than the begin of its message.
   */
  private static boolean isBeforeMail(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return BEFORE_MAIL.stream().anyMatch(message::startsWith);
  }

  /** A greeting of 554 says that there is no mail service (RFC 5321, section 3.1). */
  private static Fault faultBeforeMail(int code) {
    return code >= 500 ? Fault.OUTAGE : fault(code);
  }

  /**
   * What a reply code to a mail means: 421 closes the service, and the codes of a refused sign-in
   * (RFC 4954) are no fault of the message.
   */
  static Fault fault(int code) {
    return switch (code) {
      case 421, 454, 530, 534, 535, 538 -> Fault.OUTAGE;
      default -> code >= 500 ? Fault.FINAL : Fault.PASSING;
    };
  }
}
