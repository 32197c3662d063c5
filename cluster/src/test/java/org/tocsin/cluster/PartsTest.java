package org.tocsin.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.cluster.kafka.Broker;
import org.tocsin.cluster.mail.Mail;
import org.tocsin.cluster.mail.SmtpSink;
import org.tocsin.cluster.postgres.Database;
import org.tocsin.cluster.postgres.Postgres;
import org.tocsin.cluster.sms.Sms;
import org.tocsin.cluster.sms.SmscSimulator;

/** Each part, spoken to by a real client. */
class PartsTest {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aBrokerThatWasKilledComesBackWithItsData() throws Exception {
    int port = FreePorts.one();
    int controller = FreePorts.one();
    Broker broker = Infrastructure.ownBroker(folder, port, controller);
    var address = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    try (var admin = Admin.create(address)) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(address, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("kept", "key", "value")).get();
    }
    broker.kill();
    try (var again = Infrastructure.ownBroker(folder, port, controller);
        var consumer =
            new KafkaConsumer<>(address, new StringDeserializer(), new StringDeserializer())) {
      assertTrue(again.isAlive());
      consumer.assign(List.of(new TopicPartition("kept", 0)));
      consumer.seekToBeginning(consumer.assignment());
      var values = new CopyOnWriteArrayList<String>();
      await()
          .atMost(SOON)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.equals(List.of("value"));
              });
    }
  }

  @Test
  void postgresKeepsItsDataAndLetsNobodyInWithoutThePassword() throws Exception {
    int port = FreePorts.one();
    Path data = folder.toRealPath().resolve("data");
    try (var postgres = Postgres.start(data, port, "first")) {
      Database database = postgres.database("kept", "role");
      try (var connection =
          DriverManager.getConnection(
              database.jdbcUrl(), database.username(), database.password())) {
        connection.createStatement().execute("CREATE TABLE kept AS SELECT 7 AS seven");
      }
    }
    try (var postgres = Postgres.start(data, port, "first")) {
      Database database = postgres.database("kept", "role");
      try (var connection =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.username(), database.password());
          var result = connection.createStatement().executeQuery("SELECT seven FROM kept")) {
        assertTrue(result.next());
        assertEquals(7, result.getInt(1));
      }
      assertThrows(
          SQLException.class,
          () -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong").close());
    }
  }

  /** Ours, and those of docker-compose.yml, made by its own statement. */
  @Test
  void databasesSortByCodePointWhateverTheLanguageOfTheMachine() throws Exception {
    String statement =
        Files.readAllLines(Path.of("../deploy/postgres/databases.sh")).stream()
            .filter(line -> line.startsWith("CREATE DATABASE"))
            .map(line -> line.replace("OWNER :\"name\"", "").replace(":\"name\"", "composed"))
            .findFirst()
            .orElseThrow();
    try (var postgres = Postgres.start(folder.toRealPath(), FreePorts.one(), "first");
        var connection =
            DriverManager.getConnection(
                postgres.database("kept", "role").jdbcUrl(), "postgres", "first")) {
      connection.createStatement().execute(statement);
      try (var rows =
          connection
              .createStatement()
              .executeQuery(
                  "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database"
                      + " WHERE datname IN ('kept', 'composed')")) {
        for (int i = 0; i < 2; i++) {
          assertTrue(rows.next());
          assertEquals("b", rows.getString(1));
          assertEquals("C.UTF-8", rows.getString(2));
          assertEquals("UTF8", rows.getString(3));
        }
      }
    }
  }

  @Test
  void aPostgresThatIsKilledLosesNothingThatWasCommitted() throws Exception {
    int port = FreePorts.one();
    Path data = folder.toRealPath().resolve("data");
    var killed = Postgres.start(data, port, "first");
    Database database = killed.database("kept", "role");
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
      connection.createStatement().execute("CREATE TABLE kept AS SELECT 7 AS seven");
      killed.process().destroyForcibly();
    }
    // Its children, which end by themselves a moment later, are no obstacle.
    try (var again = Postgres.start(data, port, "first");
        var connection =
            DriverManager.getConnection(again.database("kept", "role").jdbcUrl(), "kept", "role");
        var result = connection.createStatement().executeQuery("SELECT seven FROM kept")) {
      assertTrue(result.next());
    }
  }

  @Test
  void aFirstStartOfPostgresThatWasInterruptedIsDoneAgain() throws Exception {
    Path data = folder.toRealPath().resolve("data");
    Path half = Files.createDirectories(data.resolveSibling("data.half"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");
    try (var postgres = Postgres.start(data, FreePorts.one(), "first")) {
      assertTrue(postgres.process().isAlive());
      assertTrue(Files.notExists(half));
    }
  }

  @Test
  void anInterruptedUnpackingOfPostgresIsDoneAgain() throws Exception {
    Path data = folder.toRealPath().resolve("data");
    Path programs = folder.toRealPath().resolve("programs");
    Path half = Files.createDirectories(programs.resolve("half/bin"));
    Files.writeString(half.resolve("postgres"), "half of it");
    try (var again = Postgres.start(data, programs, FreePorts.one(), "first")) {
      assertTrue(again.process().isAlive());
    }
  }

  @Test
  void aMailArrivesWithItsText() throws Exception {
    var mails = new CopyOnWriteArrayList<Mail>();
    try (var sink = SmtpSink.start(LOOPBACK, FreePorts.one(), mails::add)) {
      var settings = new Properties();
      settings.put("mail.smtp.host", LOOPBACK);
      settings.put("mail.smtp.port", "" + sink.port());
      var message = new MimeMessage(Session.getInstance(settings));
      message.setFrom(new InternetAddress("tocsin@example.org"));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress("geneva@example.org"));
      message.setSubject("Notice");
      message.setText("One line\n");
      Transport.send(message);
      assertEquals(1, mails.size());
      assertEquals("geneva@example.org", mails.getFirst().to());
      assertEquals("Notice", mails.getFirst().subject());
      assertEquals("One line", mails.getFirst().text().strip());
    }
  }

  @Test
  void commandsThatComeTogetherAreAnsweredInTheirOrder() throws Exception {
    var mails = new CopyOnWriteArrayList<Mail>();
    try (var sink = SmtpSink.start(LOOPBACK, FreePorts.one(), mails::add);
        var socket = new Socket(LOOPBACK, sink.port());
        var answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      var out = socket.getOutputStream();
      out.write("EHLO client.example.org\r\n".getBytes(StandardCharsets.US_ASCII));
      var offered = new ArrayList<String>();
      do {
        offered.add(answers.readLine());
      } while (!offered.getLast().equals("250 SMTPUTF8"));
      assertTrue(offered.contains("250-PIPELINING"), offered.toString());
      out.write(
          "MAIL FROM:<tocsin@example.org>\r\nRCPT TO:<geneva@example.org>\r\nDATA\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      for (String code : List.of("250", "250", "354")) {
        assertEquals(code, answers.readLine().substring(0, 3));
      }
      out.write("Subject: Notice\r\n\r\nOne line\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("250", answers.readLine().substring(0, 3));
      assertEquals("One line", mails.getFirst().text().strip());
    }
  }

  @Test
  void aShortMessageIsTakenAndItsReceiptNamesItsId() throws Exception {
    var messages = new CopyOnWriteArrayList<Sms>();
    var receipts = new CopyOnWriteArrayList<String>();
    int port = FreePorts.one();
    var smsc = SmscSimulator.start(LOOPBACK, port, "tocsin", "secret", messages::add);
    var session = new SMPPSession();
    try {
      session.setMessageReceiverListener(new Receipts(receipts));
      session.connectAndBind(LOOPBACK, port, bind("secret"));
      String id = submit(session, "TOCSIN SEVERE T-000001");
      assertEquals("TOCSIN SEVERE T-000001", messages.getFirst().text());
      assertEquals("12125550101", messages.getFirst().to());
      await().atMost(SOON).until(() -> receipts.equals(List.of(id)));
    } finally {
      session.unbindAndClose();
      smsc.close();
    }
  }

  @Test
  void aWrongSmppPasswordIsRefused() {
    int port = FreePorts.one();
    var smsc = SmscSimulator.start(LOOPBACK, port, "tocsin", "secret", sms -> {});
    var session = new SMPPSession();
    try {
      var refused =
          assertThrows(
              java.io.IOException.class,
              () -> session.connectAndBind(LOOPBACK, port, bind("wrong")));
      assertTrue(refused.getCause() instanceof NegativeResponseException);
    } finally {
      session.close();
      smsc.close();
    }
  }

  private static BindParameter bind(String password) {
    return new BindParameter(
        BindType.BIND_TRX,
        "tocsin",
        password,
        "",
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        null);
  }

  private static String submit(SMPPSession session, String text) throws Exception {
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.ALPHANUMERIC,
            NumberingPlanIndicator.UNKNOWN,
            "TOCSIN",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "12125550101",
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            null,
            null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            DataCodings.ZERO,
            (byte) 0,
            text.getBytes(StandardCharsets.US_ASCII))
        .getMessageId();
  }
}
