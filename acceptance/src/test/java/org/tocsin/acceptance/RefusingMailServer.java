package org.tocsin.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that refuses one mailbox with words that repeat the address, as many do, and keeps
 * everything else with its headers, as it came over the wire.
 */
final class RefusingMailServer implements AutoCloseable {

  private final ServerSocket socket;
  private final String refused;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  /**
   * Serves at once.
   *
   * @param refused part of the address
   */
  RefusingMailServer(String refused) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.refused = refused;
    Thread.ofVirtual().start(this::acceptAll);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Each with its headers. */
  List<String> mails() {
    return List.copyOf(mails);
  }

  List<String> refusals() {
    return List.copyOf(refusals);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
      answer(client, "220 tests ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("DATA")) {
          answer(client, "354 go on");
          mails.add(mail(in));
          answer(client, "250 taken");
        } else if (line.startsWith("RCPT") && line.contains(refused)) {
          String refusal = "550 5.1.1 " + line + " is unknown here";
          refusals.add(refusal);
          answer(client, refusal);
        } else {
          answer(client, line.equals("QUIT") ? "221 bye" : "250 tests");
        }
      }
    } catch (IOException hungUp) {
      // The client may end a session as it likes.
    }
  }

  private static String mail(BufferedReader in) throws IOException {
    var mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void answer(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }
}
