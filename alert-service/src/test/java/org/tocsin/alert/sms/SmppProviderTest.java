package org.tocsin.alert.sms;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.sms.RefusedSms;
import org.tocsin.cluster.sms.Sms;
import org.tocsin.cluster.sms.SmscSimulator;

/** A session at a real short message centre. */
class SmppProviderTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String NUMBER = "+12125550101";

  private final int port = FreePorts.one();
  private final List<Reply> replies = new CopyOnWriteArrayList<>();
  private SmscSimulator smsc;
  private SmppProvider provider;

  @AfterEach
  void close() {
    if (provider != null) {
      provider.close();
    }
    if (smsc != null) {
      smsc.close();
    }
  }

  @Test
  void asManyAreUnderWayAsTheWindowSaysAndNeverMore() throws Exception {
    int window = 10;
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new CountDownLatch(window);
    start(
        sms -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          full.countDown();
          waitFor(full);
          inside.decrementAndGet();
        });
    provider = provider(Map.of("window", "" + window));
    submitMany(3 * window);
    assertEquals(window, most.get());
  }

  @Test
  void aWindowOfOneIsOneAtATime() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    start(
        sms -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.yield();
          inside.decrementAndGet();
        });
    provider = provider(Map.of("window", "1"));
    submitMany(30);
    assertEquals(1, most.get());
  }

  @Test
  void repliesComeAlthoughNothingWasEverSentAndAfterTheCentreWasAway() throws Exception {
    start(sms -> {});
    provider = provider(Map.of());
    await().atMost(LONG).ignoreExceptions().untilAsserted(() -> reply("ACK T-0A1B2C3D"));
    smsc.close();
    await().atMost(LONG).until(() -> fault() == Fault.OUTAGE);
    start(sms -> {});
    await().atMost(LONG).ignoreExceptions().untilAsserted(() -> reply("again"));
    assertEquals(
        List.of("ACK T-0A1B2C3D", "again"), replies.stream().map(Reply::text).distinct().toList());
    assertEquals(NUMBER, replies.getFirst().number());
    submitMany(1);
  }

  @Test
  void aMessageThatWaitsHasTheSessionBoundAtOnce() throws Exception {
    provider = provider(Map.of());
    assertEquals(Fault.OUTAGE, fault());
    start(sms -> {});
    submitMany(1);
  }

  @Test
  void whatIsTooMuchNowPassesAndWhatIsWrongDoesNot() throws Exception {
    var answers = new CopyOnWriteArrayList<Integer>();
    start(
        sms -> {
          if (!answers.isEmpty()) {
            throw new RefusedSms(answers.removeFirst());
          }
        });
    provider = provider(Map.of());
    answers.add(SMPPConstant.STAT_ESME_RTHROTTLED);
    assertEquals(Fault.PASSING, fault());
    answers.add(SMPPConstant.STAT_ESME_RINVDSTADR);
    assertEquals(Fault.FINAL, fault());
    submitMany(1);
    assertEquals(Fault.PASSING, SmppProvider.fault(SMPPConstant.STAT_ESME_RMSGQFUL));
    assertEquals(Fault.PASSING, SmppProvider.fault(SMPPConstant.STAT_ESME_RSYSERR));
  }

  @Test
  void byTlsAndOnlyToTheOneWhomItsCertificateNames(@TempDir Path folder) throws Exception {
    var certificate = TestCertificate.create(folder, "IP:127.0.0.1");
    smsc =
        SmscSimulator.start(
            "127.0.0.1", port, "tocsin", "tests", sms -> {}, certificate.serverSockets());
    var tls = Map.of("tls", "true", "tls-trust", certificate.pem().toString());
    provider = provider(tls);
    submitMany(1);
    provider.close();
    var named = new HashMap<>(tls);
    named.put("host", "localhost");
    provider = provider(named);
    assertEquals(Fault.OUTAGE, fault(), "the certificate names an address, not this name");
    provider.close();
    provider = provider(Map.of("tls", "true"));
    assertEquals(Fault.OUTAGE, fault(), "nobody trusts it");
  }

  private void start(Consumer<Sms> onSms) {
    smsc = SmscSimulator.start("127.0.0.1", port, "tocsin", "tests", onSms);
  }

  private void reply(String text) {
    smsc.deliver("12125550101", "TOCSIN", text);
  }

  private SmppProvider provider(Map<String, String> settings) {
    var account = Accounts.account(port, settings);
    return new SmppProvider(
        "smpp",
        account,
        new SmppInbox("smpp", account.country(), (id, arrival, number, given) -> {}, replies::add));
  }

  private void submitMany(int many) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> ids =
          IntStream.range(0, many).mapToObj(i -> threads.submit(this::submit)).toList();
      for (Future<String> id : ids) {
        assertTrue(!id.get().isEmpty());
      }
    }
  }

  private String submit() throws DeliveryException {
    return provider.submit(
        new SmsProvider.ShortMessage(NUMBER, UUID.randomUUID(), "TOCSIN"),
        Instant.now().plus(LONG));
  }

  private Fault fault() {
    return assertThrows(DeliveryException.class, this::submit).fault();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
