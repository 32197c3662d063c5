package org.tocsin.alert.auditor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MailerName;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.mail.MailLoop;

/**
 * Looks every half minute whether alerts stand still, and tells ops. Apart from the engine: its own
 * thread, a connection of its own to the database, mailer and mail connections of its own. Every
 * instance looks, and one tells for all of them; that the database is missing, each tells by
 * itself.
 */
@ApplicationScoped
public class Auditor {

  private static final Logger LOG = Logger.getLogger(Auditor.class);
  private static final String SUBJECT = "Tocsin stands still";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Any number that nothing else in this database uses. */
  private static final long LOCK = 0x746f6373_61756469L;

  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final ReactiveMailer mailer;
  private final MailLoop loop;
  private final Contacts contacts;
  private final Duration every;
  private final Clock clock = Clock.systemUTC();
  private final Told told = new Told();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Map<Finding, Long> found = Map.of();
  private volatile Instant lastLook = Instant.EPOCH;
  private Thread thread;

  Auditor(
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password,
      @ConfigProperty(name = "tocsin.auditor.every") Duration every,
      @MailerName("auditor") ReactiveMailer mailer,
      MailLoop loop,
      Contacts contacts,
      MeterRegistry meters) {
    database.setUrl(url);
    database.setUser(user);
    database.setPassword(password);
    database.setConnectTimeout((int) PATIENCE.toSeconds());
    database.setSocketTimeout((int) PATIENCE.toSeconds());
    this.every = every;
    this.mailer = mailer;
    this.loop = loop;
    this.contacts = contacts;
    for (Finding one : Finding.values()) {
      meters.gauge(
          "tocsin.alert.auditor.found",
          List.of(Tag.of("what", one.name().toLowerCase(Locale.ROOT))),
          this,
          self -> self.found.getOrDefault(one, 0L));
    }
    meters.gauge(
        "tocsin.alert.auditor.last.look.seconds", this, self -> self.lastLook.getEpochSecond());
  }

  void start(@Observes StartupEvent start) {
    thread = Thread.ofPlatform().name("auditor").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopping.countDown();
    thread.join(PATIENCE.toMillis());
  }

  private void run() {
    try {
      while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        look(clock.instant());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once, and tells ops what is new; all contacts, when nobody of ops can be told. */
  void look(Instant now) {
    try (Connection connection = database.getConnection()) {
      found = Look.at(connection, now);
      lastLook = now;
      if (isFirst(connection)) {
        told.told(ToldRows.read(connection));
        tell(now);
        keep(connection);
      }
    } catch (SQLException | RuntimeException e) {
      found = Map.of(Finding.DATABASE, 1L);
      tell(now);
    }
  }

  /** The lock ends with the connection: while one instance tells, no other does. */
  private static boolean isFirst(Connection connection) throws SQLException {
    try (var lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (var row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** A database that takes nothing is told of by what stands still; this instance remembers. */
  private void keep(Connection connection) {
    try {
      ToldRows.write(connection, told.all());
    } catch (SQLException e) {
      LOG.warnf("other instances will tell ops of the same (%s)", e.getSQLState());
    }
  }

  private void tell(Instant now) {
    Set<Finding> news = told.news(found.keySet(), now);
    if (news.isEmpty()) {
      return;
    }
    String text =
        news.stream()
            .map(one -> "TOCSIN " + one.words() + " " + found.get(one))
            .collect(Collectors.joining("\n", "", "\n"));
    LOG.errorf("alerting stands still: %s", news);
    Set<String> ops = org.tocsin.alert.contact.Told.of(contacts.contacts(), List.of());
    var others = new TreeSet<>(contacts.contacts().keySet());
    others.removeAll(ops);
    if (tell(ops, text) || tell(others, text)) {
      told.told(news, now);
    }
  }

  /** Whether any of them has it. */
  private boolean tell(Set<String> ids, String text) {
    boolean known = false;
    for (String id : ids) {
      known |=
          contacts
              .address(id, Decision.Channel.EMAIL)
              .filter(address -> tell(address, text))
              .isPresent();
    }
    return known;
  }

  /** Whether the mail was taken: one mailbox that does not must not keep it from the others. */
  private boolean tell(String address, String text) {
    try {
      loop.send(mailer.send(Mail.withText(address, SUBJECT, text)), PATIENCE);
      return true;
    } catch (RuntimeException e) {
      LOG.errorf("a mailbox could not be told: %s", e.getClass().getName());
      return false;
    }
  }
}
