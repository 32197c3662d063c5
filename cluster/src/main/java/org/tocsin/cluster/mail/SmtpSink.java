package org.tocsin.cluster.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

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
          });
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
    MimeMessage mime = message.getMessage();
    onMail.accept(
        new Mail(
            recipient.getEmail(),
            message.getReturnPath().getEmail(),
            mime.getSubject() == null ? "" : mime.getSubject(),
            text(mime),
            source(mime),
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

  /**
   * All text parts, one after another, but of alternatives the first; anything else by its media
   * type.
   */
  private static String text(Part part) throws MessagingException {
    try {
      Object content = part.getContent();
      if (content instanceof Multipart parts) {
        var text = new StringBuilder();
        int most = part.isMimeType("multipart/alternative") ? 1 : parts.getCount();
        for (int i = 0; i < most; i++) {
          text.append(text(parts.getBodyPart(i)));
        }
        return text.toString();
      }
      return content instanceof String plain ? plain : "[" + part.getContentType() + "]";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
