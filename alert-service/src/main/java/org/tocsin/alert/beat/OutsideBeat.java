package org.tocsin.alert.beat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.tocsin.alert.mail.Letter;
import org.tocsin.alert.mail.MailLoop;

/**
 * Beats to an address outside, whose owner alarms when it stops (a dead-man's switch): only while
 * all is well, so that what cannot tell of itself is noticed elsewhere. One instance does it at a
 * time; what it sends says nothing.
 */
@ApplicationScoped
public class OutsideBeat {

  static final String TEXT = "TOCSIN BEAT";

  private static final Logger LOG = Logger.getLogger(OutsideBeat.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SENT = "sent";
  private static final String FAILED = "failed";

  /** All is not well, so none was sent. */
  private static final String WITHHELD = "withheld";

  private final OutsideBeatSettings settings;
  private final SmallRyeHealthReporter health;
  private final ReactiveMailer mailer;
  private final MailLoop loop;
  private final MeterRegistry meters;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  OutsideBeat(
      OutsideBeatSettings settings,
      SmallRyeHealthReporter health,
      ReactiveMailer mailer,
      MailLoop loop,
      MeterRegistry meters) {
    this.settings = settings;
    this.health = health;
    this.mailer = mailer;
    this.loop = loop;
    this.meters = meters;
    settings.url().ifPresent(OutsideBeat::require);
    for (String outcome : new String[] {SENT, FAILED, WITHHELD}) {
      counter("http", outcome);
      counter("mail", outcome);
    }
  }

  /** Without the address in the message: whoever knows it can beat in our place. */
  private static void require(URI url) {
    if (url.getHost() == null
        || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
      throw new ConfigurationException("tocsin.beat.url is no http or https address");
    }
  }

  /** How often. */
  public Duration every() {
    return settings.every();
  }

  /** Beats once, wherever an address is configured. */
  public void beat(Instant now) {
    if (settings.url().isEmpty() && settings.mail().isEmpty()) {
      return;
    }
    beat(!health.getWellness().isDown());
  }

  /** The same where it is known whether all is well. */
  void beat(boolean well) {
    settings.url().ifPresent(url -> count("http", well, () -> call(url)));
    settings.mail().ifPresent(address -> count("mail", well, () -> mail(address)));
  }

  private interface Beat {
    boolean sent();
  }

  private void count(String way, boolean well, Beat beat) {
    String outcome = !well ? WITHHELD : beat.sent() ? SENT : FAILED;
    counter(way, outcome).increment();
    if (!outcome.equals(SENT)) {
      LOG.warnf("the beat to the outside by %s was %s", way, outcome);
    }
  }

  private boolean call(URI url) {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .method(
                settings.method().name(),
                settings.method() == OutsideBeatSettings.Method.POST
                    ? BodyPublishers.ofString(TEXT)
                    : BodyPublishers.noBody())
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException away) {
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean mail(String address) {
    try {
      loop.send(mailer.send(Mail.withText(address, Letter.SUBJECT, TEXT + "\n")), PATIENCE);
      return true;
    } catch (RuntimeException notTaken) {
      return false;
    }
  }

  private Counter counter(String way, String outcome) {
    return Counter.builder("tocsin.alert.outside.beats")
        .description("Beats to the dead-man's switch outside")
        .tags("way", way, "outcome", outcome)
        .register(meters);
  }
}
