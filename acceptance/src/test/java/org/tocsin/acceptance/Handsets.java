package org.tocsin.acceptance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.sms.Sms;
import org.tocsin.cluster.sms.SmscSimulator;

/** The telephones of people on call, behind a short message centre of the test's own. */
final class Handsets implements AutoCloseable {

  private static final String ACCOUNT = "handsets";
  private static final String PASSWORD = "tests";

  private final int port = FreePorts.one();
  private final List<Sms> taken = new CopyOnWriteArrayList<>();
  private final SmscSimulator centre =
      SmscSimulator.start("127.0.0.1", port, ACCOUNT, PASSWORD, taken::add);

  /** What {@code ./tocsin up} has to find in its environment, as docs/operations.md says. */
  Map<String, String> settings() {
    return Map.of(
        "TOCSIN_SMS_SMPP_HOST",
        "127.0.0.1",
        "TOCSIN_SMS_SMPP_PORT",
        "" + port,
        "TOCSIN_SMS_SMPP_SYSTEM_ID",
        ACCOUNT,
        "TOCSIN_SMS_SMPP_PASSWORD",
        PASSWORD);
  }

  /** What has come to a number that has these words in it, in order. */
  List<String> texts(String number, String words) {
    return taken.stream()
        .filter(sms -> sms.to().equals(number))
        .map(Sms::text)
        .filter(text -> text.contains(words))
        .toList();
  }

  /** Sends an answer, and returns when it was taken. */
  void answer(String number, String text) {
    centre.deliver(number, "TOCSIN", text);
  }

  @Override
  public void close() {
    centre.close();
  }
}
