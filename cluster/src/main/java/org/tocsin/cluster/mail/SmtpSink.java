package org.tocsin.cluster.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpConnection;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.AuthCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.angus.mail.util.MailStreamProvider;

/** A real SMTP server (GreenMail) that takes every mail and sends none on. */
public final class SmtpSink implements AutoCloseable {

  /**
   * The mailbox of everybody. GreenMail's own would keep every mail in memory, parsed for IMAP,
   * which nobody asks for.
   */
  private static final GreenMailUser KEEPS_NOTHING =
      new UserImpl("sink", "sink", "sink", null) {
        @Override
        public void deliver(MovingMessage message) {
          // It has been taken.
        }
      };

  static {
    // Jakarta Mail would look it up in all jars for each mail (Jakarta Mail 2.1, section 8.2).
    System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
  }

  private final GreenMail server;

  private SmtpSink(GreenMail server) {
    this.server = server;
  }

  /**
   * Starts a sink and waits until it serves.
   *
   * @param onMail called once for each recipient, before the sender gets its acknowledgement
   */
  public static SmtpSink start(String address, int port, Consumer<Mail> onMail) {
    var server = new Patient(new ServerSetup(port, address, ServerSetup.PROTOCOL_SMTP));
    server.start();
    server
        .getManagers()
        .getUserManager()
        .setMessageDeliveryHandler((message, recipient) -> take(message, recipient, onMail));
    return new SmtpSink(server);
  }

  /**
   * One that keeps clients waiting which come faster than it takes them: GreenMail's own 50 places
   * make a client that opens a connection for each mail repeat its first packet after seconds.
   */
  private static final class Patient extends GreenMail {

    private static final int BACKLOG = 4096;

    Patient(ServerSetup setup) {
      super(setup);
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
      return Map.of(
          ServerSetup.PROTOCOL_SMTP,
          new SmtpServer(setups[0], managers) {
            @Override
            protected ServerSocket openServerSocket() throws IOException {
              var socket = new ServerSocket(setup.getPort(), BACKLOG, bindTo);
              setup = setup.port(socket.getLocalPort());
              return socket;
            }

            @Override
            protected ProtocolHandler createProtocolHandler(Socket client) {
              try {
                // Answers to commands that came together must not wait for each other.
                client.setTcpNoDelay(true);
              } catch (SocketException gone) {
                // The handler will find it closed.
              }
              return new SmtpHandler(new Pipelining(), managers.getSmtpManager(), client);
            }
          });
    }
  }

  /** Says that commands may come together (RFC 2920), as mail servers in use do. */
  private static final class Pipelining extends SmtpCommandRegistry {

    private static final SmtpCommand EHLO =
        new SmtpCommand() {
          @Override
          public void execute(
              SmtpConnection client, SmtpState state, SmtpManager manager, String line) {
            client.setHeloName(line.substring("EHLO".length()).strip());
            state.clearMessage();
            client.send("250-" + client.getServerGreetingsName());
            client.send("250-PIPELINING");
            client.send("250-AUTH " + AuthCommand.SUPPORTED_AUTH_MECHANISM);
            client.send("250 SMTPUTF8");
          }
        };

    @Override
    public SmtpCommand getCommand(String name) {
      return name.equals("EHLO") ? EHLO : super.getCommand(name);
    }
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static GreenMailUser take(
      MovingMessage message, MailAddress recipient, Consumer<Mail> onMail)
      throws MessagingException {
    onMail.accept(
        new Mail(
            recipient.getEmail(),
            message.getReturnPath().getEmail(),
            source(message.getMessage()),
            Instant.now()));
    return KEEPS_NOTHING;
  }

  private static String source(MimeMessage mime) throws MessagingException {
    var bytes = new ByteArrayOutputStream();
    try {
      mime.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
