package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tocsin.alert.delivery.ScriptedSmtp.HANGS_UP;

import io.quarkus.mailer.MailerName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.delivery.ScriptedSmtp.Stage;
import org.tocsin.alert.mail.MailLoop;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** What is made of each answer of a mail server, at each stage of the dialogue. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
@QuarkusTestResource(ScriptedSmtp.class)
class MisbehavingMailServerTest {

  ScriptedSmtp server;

  @Inject
  @MailerName("misbehaving")
  MailClient mailer;

  @Inject MailLoop loop;
  @Inject Contacts contacts;
  @Inject Letters letters;
  private Channel channel;

  @BeforeEach
  void connect() {
    channel = new EmailChannel(mailer, loop, contacts, letters);
  }

  @AfterEach
  void behaves() throws Exception {
    server.behave();
    send();
  }

  @Test
  void whatMayPassIsTriedAgainAtEachStage() {
    for (Stage stage : Stage.values()) {
      server.misbehave(stage, "451 try again");
      assertEquals(Fault.PASSING, fault(), stage.name());
    }
  }

  @Test
  void whatIsRefusedForGoodIsNotTriedAgain() {
    for (Stage stage : new Stage[] {Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.END}) {
      server.misbehave(stage, "550 no");
      assertEquals(Fault.FINAL, fault(), stage.name());
    }
  }

  @Test
  void aServerThatClosesItsServiceIsAnOutageAtEachStage() {
    for (Stage stage : Stage.values()) {
      server.misbehave(stage, "421 closing");
      assertEquals(Fault.OUTAGE, fault(), stage.name());
    }
  }

  @Test
  void aServerThatHasNoMailServiceSaysNothingOfTheMail() {
    server.misbehave(Stage.GREETING, "554 no SMTP service here");
    assertEquals(Fault.OUTAGE, fault());
    server.misbehave(Stage.HELLO, "550 not you");
    assertEquals(Fault.OUTAGE, fault());
  }

  /** Each by a connection of its own, whose greeting comes at once. */
  @Test
  void noGreetingIsMissed() throws Exception {
    server.behave();
    for (int i = 0; i < 300; i++) {
      send();
    }
  }

  @Test
  void aConnectionThatEndsLeavesItUnclear() {
    for (Stage stage : new Stage[] {Stage.RCPT, Stage.DATA, Stage.END}) {
      server.misbehave(stage, HANGS_UP);
      assertEquals(Fault.UNCLEAR, fault(), stage.name());
    }
  }

  private Fault fault() {
    return assertThrows(DeliveryException.class, this::send).fault();
  }

  private void send() throws DeliveryException {
    channel.send(new Channel.Outgoing(UUID.randomUUID(), "geneva", List.of(), "TOCSIN", "TOCSIN"));
  }
}
