package org.tocsin.alert.sms;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.delivery.Receipts;
import org.tocsin.cluster.fixture.FreePorts;

/**
 * The SMPP side against an implementation that is not the library we use: Perl's Net::SMPP
 * (Debian's libnet-smpp-perl). Runs where that is installed.
 */
class OtherSmscTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final UUID NOTIFICATION = UUID.fromString("00000000-0000-7000-8000-0000000012ab");

  private record Receipt(String id, Receipts.Arrival arrival, String number, Short reference) {}

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private final List<Reply> replies = new CopyOnWriteArrayList<>();

  @Test
  void bindAskSubmitReceiptAndReply() throws Exception {
    assumeTrue(
        isInstalled(), "Net::SMPP for Perl is not installed (Debian: libnet-smpp-perl): not tried");
    int port = FreePorts.one();
    Process perl =
        new ProcessBuilder("perl", "src/test/perl/smsc.pl", "" + port, "tests")
            .redirectErrorStream(true)
            .start();
    Thread.ofPlatform().daemon().start(() -> read(perl.inputReader()));
    try {
      await().atMost(LONG).until(() -> seen.contains("READY"));
      var account = Accounts.account(port, Map.of("enquire-link", "1S"));
      var provider =
          new SmppProvider(
              "perl",
              account,
              new SmppInbox(
                  "perl",
                  account.country(),
                  (id, arrival, number, reference) ->
                      receipts.add(new Receipt(id, arrival, number, reference)),
                  replies::add));
      try {
        await().atMost(LONG).until(() -> seen.contains("ASKED"));
        assertEquals(
            "perl-1",
            provider.submit(
                new SmsProvider.ShortMessage(
                    "+12125550101", NOTIFICATION, "TOCSIN EXTREME T-0A1B2C3D"),
                Instant.now().plus(LONG)));
        await().atMost(LONG).until(() -> seen.stream().filter("ANSWERED 0"::equals).count() == 2);
      } finally {
        provider.close();
      }
      await().atMost(LONG).until(() -> seen.contains("UNBOUND"));
    } finally {
      perl.destroy();
    }
    assertTrue(seen.contains("SUBMIT 12125550101 TOCSIN EXTREME T-0A1B2C3D"), seen.toString());
    assertEquals(
        List.of(
            new Receipt("perl:perl-1", Receipts.Arrival.DELIVERED, "+12125550101", (short) 0x12ab)),
        receipts);
    assertEquals(List.of(new Reply("perl", null, "+12125550101", "Ack t-0a1b2c3d")), replies);
  }

  private void read(BufferedReader out) {
    out.lines().forEach(seen::add);
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("perl", "-MNet::SMPP", "-e", "1").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
