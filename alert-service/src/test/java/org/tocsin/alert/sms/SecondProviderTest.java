package org.tocsin.alert.sms;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.delivery.Channel.Outgoing;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.DeliverySettings;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.delivery.Receipts;
import org.tocsin.alert.escalation.Escalations;
import org.tocsin.alert.mail.Raised;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.cluster.sms.RefusedSms;
import org.tocsin.cluster.sms.Sms;
import org.tocsin.cluster.sms.SmscSimulator;

/**
 * Two SMS providers, both real short message centres: which of them gets a message, and how often.
 */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class SecondProviderTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  SinksResource.Received received;
  @Inject Contacts contacts;
  @Inject Receipts receipts;
  @Inject Replies replies;
  @Inject Vertx vertx;
  @Inject DataSource dataSource;
  @Inject Escalations escalations;

  private final Centre first = new Centre();
  private final Centre second = new Centre();
  private SmsChannel channel;
  private int sent;

  @BeforeEach
  void start() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    first.open();
    second.open();
    var accounts = new HashMap<String, String>();
    accounts.putAll(first.account("first", 1));
    accounts.putAll(second.account("second", 2));
    channel =
        new SmsChannel(
            Accounts.settings(SmsSettings.class, accounts),
            Accounts.settings(
                DeliverySettings.class, Map.of("tocsin.delivery.failed-provider-rests", "PT0.2S")),
            contacts,
            receipts,
            replies,
            vertx);
  }

  @AfterEach
  void stop() {
    channel.close();
    first.close();
    second.close();
    received.refusals().clear();
  }

  @Test
  void theSecondTakesOverWhileTheFirstIsAwayAndTheFirstIsUsedAgainWhenItIsBack() throws Exception {
    assertEquals("first", send());
    first.close();
    assertEquals("second", send());
    assertEquals("second", send(), "the first is left alone, or tried in vain");
    first.open();
    await().atMost(SOON).until(() -> send().equals("first"));
    assertEquals("first", send());
    var all = new HashSet<>(first.texts());
    all.addAll(second.texts());
    assertEquals(sent, all.size(), "each has come");
    assertEquals(sent, first.taken.size() + second.taken.size(), "and none twice");
  }

  @Test
  void whatOneCannotTakeNowGoesByTheOtherOnceAndNeitherIsLeftAloneForIt() throws Exception {
    assertEquals("first", send());
    first.refusals.add(SMPPConstant.STAT_ESME_RTHROTTLED);
    assertEquals("second", send());
    assertEquals("first", send());
    first.refusals.add(SMPPConstant.STAT_ESME_RTHROTTLED);
    second.refusals.add(SMPPConstant.STAT_ESME_RMSGQFUL);
    var refused = assertThrows(DeliveryException.class, this::send);
    assertEquals(Fault.PASSING, refused.fault());
    assertEquals("first", send());
    assertEquals(List.of("1", "3", "5"), first.texts());
    assertEquals(List.of("2"), second.texts());
  }

  /** By the running service and its lanes. */
  @Test
  void whatIsThrottledGoesOutLaterOnceAndUnmarked() throws Exception {
    for (int i = 0; i < 4; i++) {
      received.refusals().add(SMPPConstant.STAT_ESME_RTHROTTLED);
    }
    var raised = Raised.severe(dataSource, escalations);
    await()
        .atMost(SOON)
        .until(
            () ->
                raised
                    .value(
                        "SELECT count(*) FROM notification WHERE alert_id = ? AND channel = 'SMS' AND state = 'delivered'")
                    .equals("2"));
    assertEquals(
        List.of("12125550101", "12125550102"),
        received.sms().stream()
            .filter(sms -> sms.text().endsWith(" " + raised.reference()))
            .map(Sms::to)
            .sorted()
            .toList());
    assertEquals(
        "6",
        raised.value(
            "SELECT sum(attempts) FROM notification WHERE alert_id = ? AND channel = 'SMS'"),
        "four were refused");
    raised.end();
  }

  /** The provider by which the next message went. */
  private String send() throws DeliveryException {
    String text = "" + ++sent;
    return channel
        .send(new Outgoing(UUID.randomUUID(), "geneva", List.of(), text, text + " POSSIBLE REPEAT"))
        .provider();
  }

  /** A short message centre that can be away, and refuse. */
  private static final class Centre {

    private final int port = FreePorts.one();
    private final List<Sms> taken = new CopyOnWriteArrayList<>();
    private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private SmscSimulator simulator;

    Map<String, String> account(String name, int order) {
      String prefix = "tocsin.sms." + name + ".";
      return Map.of(
          prefix + "order", "" + order, prefix + "port", "" + port, prefix + "password", "tests");
    }

    void open() {
      simulator = SmscSimulator.start("127.0.0.1", port, "tocsin", "tests", this::take);
    }

    private void take(Sms sms) {
      Integer status = refusals.poll();
      if (status != null) {
        throw new RefusedSms(status);
      }
      taken.add(sms);
    }

    List<String> texts() {
      return taken.stream().map(Sms::text).toList();
    }

    void close() {
      simulator.close();
    }
  }
}
