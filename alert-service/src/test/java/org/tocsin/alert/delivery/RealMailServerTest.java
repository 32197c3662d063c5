package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.mailer.MailerName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.mail.Letter;
import org.tocsin.alert.mail.RegistryResource;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/**
 * A mail server that is not the one of the other tests, and takes nothing without STARTTLS, by the
 * settings of docs/operations.md.
 */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
@QuarkusTestResource(RegistryResource.class)
@QuarkusTestResource(RelayResource.class)
class RealMailServerTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  RelayResource.Relay relay;

  @Inject
  @MailerName("relay")
  MailClient mailer;

  @Inject Letters letters;
  @Inject Contacts contacts;
  @Inject Vertx vertx;

  @Test
  void postfixTakesTheMailAfterStartTlsAndDeliversItUntouched() throws Exception {
    assumeTrue(
        relay.postfix().isPresent(),
        "Postfix and openssl are not installed (Debian: apt-get install postfix openssl), or this is not root: no mail was delivered through a real mail server with STARTTLS.");
    Postfix postfix = relay.postfix().get();
    Letter letter =
        letters.letter(
            contacts.contacts().get("geneva"),
            "geneva@example.org",
            new Channel.Outgoing(
                UUID.randomUUID(),
                "geneva",
                List.of(
                    new Channel.About(
                        UUID.randomUUID(),
                        "T-00000000",
                        Optional.empty(),
                        Optional.of("0123456789"))),
                "TOCSIN SEVERE T-00000000",
                "TOCSIN SEVERE T-00000000"));
    var mail = EmailChannel.mail("geneva@example.org", letter);
    assertThrows(
        RuntimeException.class,
        () -> withoutEncryption(postfix).sendMail(mail).await().atMost(LONGEST));
    mailer.sendMail(mail).await().atMost(LONGEST);
    String delivered = postfix.delivered();
    letter
        .headers()
        .forEach((name, value) -> assertTrue(delivered.contains(name + ": " + value + "\n"), name));
    assertTrue(delivered.contains("\n\n" + letter.body()), delivered);
  }

  private MailClient withoutEncryption(Postfix postfix) {
    return MailClient.create(
        vertx,
        new MailConfig("localhost", postfix.port(), StartTLSOptions.DISABLED, LoginOption.NONE));
  }
}
