package org.tocsin.alert.delivery;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that misbehaves as it is told, at one stage of the dialogue (RFC 5321), or that has
 * no mailbox of a name, for the mailer named {@code misbehaving}.
 */
public final class ScriptedSmtp implements QuarkusTestResourceLifecycleManager {

  /** Where in the dialogue. */
  enum Stage {
    GREETING,
    HELLO,
    MAIL,
    RCPT,
    DATA,
    END
  }

  /** Instead of an answer: the connection ends. */
  static final String HANGS_UP = "";

  private record Misbehaviour(Stage stage, String answer) {}

  private final ServerSocket server;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile Misbehaviour next;
  private volatile String unknown;

  public ScriptedSmtp() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers so at this stage from now on; ends connections that are kept. */
  void misbehave(Stage stage, String answer) {
    next = new Misbehaviour(stage, answer);
  }

  public void behave() {
    next = null;
    unknown = null;
  }

  /** Has no such mailbox from now on. */
  public void knowsNo(String mailbox) {
    unknown = mailbox;
  }

  /** The recipients that it took so far, each in angle brackets. */
  public List<String> taken() {
    return taken;
  }

  @Override
  public Map<String, String> start() {
    Thread.ofVirtual().start(this::serve);
    return Map.of(
        "quarkus.mailer.misbehaving.mock",
        "false",
        "quarkus.mailer.misbehaving.from",
        "tocsin@example.org",
        "quarkus.mailer.misbehaving.host",
        "127.0.0.1",
        "quarkus.mailer.misbehaving.keep-alive",
        "false",
        "quarkus.mailer.misbehaving.port",
        "" + server.getLocalPort());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(ScriptedSmtp.class));
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      say(out, Stage.GREETING, "220 localhost");
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split(" ")[0];
        if (data) {
          data = !line.equals(".");
          if (!data) {
            say(out, Stage.END, "250 taken");
          }
        } else {
          switch (verb) {
            case "EHLO", "HELO" -> say(out, Stage.HELLO, "250 ok");
            case "MAIL" -> say(out, Stage.MAIL, "250 ok");
            case "RCPT" -> recipient(out, line.substring(line.indexOf('<')));
            case "DATA" -> data = say(out, Stage.DATA, "354 go on");
            case "QUIT" -> {
              out.write("221 bye\r\n".getBytes(StandardCharsets.US_ASCII));
              return;
            }
            default -> out.write("250 ok\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        }
      }
    } catch (IOException hungUp) {
      // As it was told, or the client did.
    }
  }

  private void recipient(OutputStream out, String mailbox) throws IOException {
    if (unknown != null && mailbox.startsWith("<" + unknown + ">")) {
      out.write("550 no such mailbox\r\n".getBytes(StandardCharsets.US_ASCII));
    } else if (say(out, Stage.RCPT, "250 ok")) {
      taken.add(mailbox);
    }
  }

  /** Whether it behaved. */
  private boolean say(OutputStream out, Stage stage, String usual) throws IOException {
    Optional<String> other =
        Optional.ofNullable(next).filter(one -> one.stage == stage).map(Misbehaviour::answer);
    if (other.isPresent() && other.get().equals(HANGS_UP)) {
      throw new IOException("hangs up");
    }
    out.write((other.orElse(usual) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return other.isEmpty();
  }
}
