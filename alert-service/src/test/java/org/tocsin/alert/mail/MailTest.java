package org.tocsin.alert.mail;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.escalation.Escalations;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.cluster.mail.Mail;

/** What mails show, and to whom: real broker, database and mail server. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
@QuarkusTestResource(RegistryResource.class)
class MailTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  SinksResource.Received received;
  StaffResource.Staff staff;
  RegistryResource.Registry registry;
  @Inject DataSource dataSource;
  @Inject Escalations escalations;
  @Inject Dispatcher dispatcher;
  @TempDir Path folder;

  private String original;
  private Raised raised;

  @BeforeEach
  void ready() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    original = Files.readString(Path.of("src/test/resources/alerting.yaml"));
    registry.status().set(200);
    registry.asked().clear();
    received.mails().clear();
  }

  @AfterEach
  void asBefore() throws Exception {
    registry.status().set(200);
    Raised.plan(staff, original);
    if (raised != null) {
      raised.end();
    }
  }

  @Test
  void aContactWithAKeyGetsTheBriefEncryptedAndTheMailShowsNothingOfIt() throws Exception {
    OpenPGPKey own = new BcOpenPGPApi().generateKey().classicKey("nobody").build();
    genevaHasKey(own.toCertificate().toAsciiArmoredString());
    Mail mail = raise();
    assertTrue(mail.source().contains("multipart/encrypted"), mail.source());
    assertEquals("Tocsin notice", mail.subject());
    assertFalse(mail.source().contains("Reply-To"));
    for (String secret : List.of("Canary", "TOCSIN", "GRAVE", raised.reference(), "LI ")) {
      assertFalse(mail.source().contains(secret), secret);
    }
    assertEquals(
        List.of(
            "purpose=alert&for=geneva&including=/partners/ngo-one "
                + raised.event()
                + " Bearer tocsin-peer_"
                + "k".repeat(32)),
        registry.asked().stream().map(asked -> asked.replace('+', ' ')).toList());
    var inner = mime(opened(mail, own));
    assertEquals("TOCSIN GRAVE " + raised.reference(), inner.getSubject());
    assertTrue(
        inner.getContentType().contains("hp=cipher")
            || inner.getContentType().contains("hp=\"cipher\""),
        inner.getContentType());
    assertTrue(List.of(inner.getHeader("HP-Outer")).contains("Subject: Tocsin notice"));
    for (int part = 0; part < 2; part++) {
      String text = ((Multipart) inner.getContent()).getBodyPart(part).getContent().toString();
      for (String told :
          List.of(
              "Canary Éxample",
              "détenue",
              "Canary Square",
              "Twice.",
              "Liechtenstein (LI)",
              "/a/",
              "/alerts/" + raised.reference())) {
        assertTrue(text.contains(told), told);
      }
    }
  }

  @Test
  void theOthersGetTheBareMailWithTheirOwnLinks() throws Exception {
    raised = Raised.severe(dataSource, escalations);
    Mail mail = mailTo("new-york@example.org");
    assertEquals("Tocsin notice", mail.subject());
    assertTrue(mail.text().startsWith("TOCSIN SEVERE " + raised.reference()), mail.text());
    assertTrue(
        mail.text()
            .contains(
                "/a/"
                    + raised.value(
                        "SELECT code FROM acknowledgement_code WHERE alert_id = ? AND contact = 'new-york'")));
    assertEquals(
        "<"
            + raised.value(
                "SELECT id FROM notification WHERE alert_id = ? AND contact = 'new-york' AND channel = 'EMAIL'")
            + "@example.org>",
        mime(mail.source()).getMessageID());
    var parts = (Multipart) mime(mail.source()).getContent();
    assertTrue(parts.getBodyPart(1).isMimeType("text/html"));
    assertTrue(parts.getBodyPart(1).getContent().toString().contains("/a/"));
    assertTrue(registry.asked().isEmpty(), "nobody's brief is opened for a bare mail");
  }

  @Test
  void withoutAnAnswerOfTheRegistryOrAgainstConsentTheBareMailGoesAtOnce() throws Exception {
    OpenPGPKey own = new BcOpenPGPApi().generateKey().classicKey("nobody").build();
    genevaHasKey(own.toCertificate().toAsciiArmoredString());
    for (int status : new int[] {503, 403, 404}) {
      registry.status().set(status);
      received.mails().clear();
      Mail mail = raise();
      assertTrue(mail.text().startsWith("TOCSIN GRAVE " + raised.reference()), mail.text());
      assertEquals("multipart/alternative", mime(mail.source()).getContentType().split(";")[0]);
      raised.end();
    }
  }

  @Test
  void anExpiredKeyMeansABareMailAndANoticeToOps() throws Exception {
    genevaHasKey(Files.readString(Path.of("src/test/resources/keys/expired.asc")));
    Mail mail = raise();
    assertTrue(mail.text().startsWith("TOCSIN GRAVE " + raised.reference()), mail.text());
    assertEquals(
        List.of("expired", "none"),
        Raised.as(staff, "ops").get("/v1/readiness").jsonPath().getList("contacts.openPgpKey"));
    await()
        .atMost(SOON)
        .until(
            () ->
                received.mails().stream()
                    .anyMatch(one -> one.text().startsWith("TOCSIN MODERE CLE EXPIREE T-")));
  }

  @Test
  void gnuPgOpensTheMail() throws Exception {
    try (var gnuPg = GnuPg.ifInstalled(folder)) {
      genevaHasKey(gnuPg.publicKey());
      var inner = mime(gnuPg.decrypt(sealedPart(raise())));
      assertEquals("TOCSIN GRAVE " + raised.reference(), inner.getSubject());
      String text = ((Multipart) inner.getContent()).getBodyPart(0).getContent().toString();
      assertTrue(text.contains("Canary Éxample"), text);
    }
  }

  private void genevaHasKey(String armored) {
    Raised.plan(
        staff,
        original.replaceFirst(
            "language: en",
            "language: fr\n    openpgp-key: |\n" + armored.strip().indent(6).stripTrailing()));
  }

  private Mail raise() throws Exception {
    raised = Raised.severe(dataSource, escalations);
    dispatcher.wake();
    return mailTo("geneva@example.org");
  }

  private Mail mailTo(String address) {
    await()
        .atMost(SOON)
        .until(() -> received.mails().stream().anyMatch(mail -> mail.to().equals(address)));
    return received.mails().stream()
        .filter(mail -> mail.to().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static String sealedPart(Mail mail) throws Exception {
    var parts = (Multipart) mime(mail.source()).getContent();
    assertEquals(2, parts.getCount());
    assertTrue(parts.getBodyPart(0).isMimeType("application/pgp-encrypted"));
    assertEquals(
        "Version: 1",
        new String(parts.getBodyPart(0).getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .strip());
    assertTrue(parts.getBodyPart(1).isMimeType("application/octet-stream"));
    return new String(
        parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static String opened(Mail mail, OpenPGPKey own) throws Exception {
    try (var text =
        new BcOpenPGPApi()
            .decryptAndOrVerifyMessage()
            .addDecryptionKey(own)
            .process(
                new ByteArrayInputStream(sealedPart(mail).getBytes(StandardCharsets.US_ASCII)))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static MimeMessage mime(String source) throws Exception {
    return new MimeMessage(null, new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
  }
}
