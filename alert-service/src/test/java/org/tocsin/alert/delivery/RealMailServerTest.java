package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.net.PemTrustOptions;
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

/** A mail server that is not the one of the other tests, and takes nothing without STARTTLS. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
@QuarkusTestResource(RegistryResource.class)
class RealMailServerTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Inject Letters letters;
  @Inject Contacts contacts;
  @Inject Vertx vertx;

  @Test
  void postfixTakesTheMailAfterStartTlsAndDeliversItUntouched() throws Exception {
    try (var postfix = Postfix.ifInstalled()) {
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
          () -> client(postfix, StartTLSOptions.DISABLED).sendMail(mail).await().atMost(LONGEST));
      client(postfix, StartTLSOptions.REQUIRED).sendMail(mail).await().atMost(LONGEST);
      String delivered = postfix.delivered();
      letter
          .headers()
          .forEach(
              (name, value) -> assertTrue(delivered.contains(name + ": " + value + "\n"), name));
      assertTrue(delivered.contains("\n\n" + letter.body()), delivered);
    }
  }

  private MailClient client(Postfix postfix, StartTLSOptions startTls) {
    var config =
        new MailConfig("localhost", postfix.port(), startTls, io.vertx.ext.mail.LoginOption.NONE)
            .setHostnameVerificationAlgorithm("HTTPS");
    config.setTrustOptions(new PemTrustOptions().addCertPath(postfix.certificate().toString()));
    return MailClient.create(vertx, config);
  }
}
