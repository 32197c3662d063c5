package org.tocsin.cluster.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;

/**
 * A short message service centre that speaks SMPP 3.4: takes every message, answers with its id
 * and, where asked, sends a receipt a moment later.
 */
public final class SmscSimulator implements AutoCloseable {

  private static final int BIND_MILLIS = 5_000;

  private final SMPPServerSessionListener listener;
  private final String systemId;
  private final byte[] password;
  private final Consumer<Sms> onSms;
  private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private SmscSimulator(
      SMPPServerSessionListener listener, String systemId, String password, Consumer<Sms> onSms) {
    this.listener = listener;
    this.systemId = systemId;
    this.password = password.getBytes(StandardCharsets.US_ASCII);
    this.onSms = onSms;
  }

  /**
   * Starts a simulator and waits until it serves.
   *
   * @param systemId the only one that may bind, with this password (at most 8 characters, SMPP 3.4
   *     section 5.2.2)
   * @param onSms called for each message before the sender gets its acknowledgement
   */
  public static SmscSimulator start(
      String address, int port, String systemId, String password, Consumer<Sms> onSms) {
    try {
      var simulator =
          new SmscSimulator(
              new SMPPServerSessionListener(port, new OneAddress(address)),
              systemId,
              password,
              onSms);
      Thread.ofPlatform().daemon().name("smsc").start(simulator::acceptAll);
      return simulator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions.forEach(SMPPServerSession::close);
  }

  private void acceptAll() {
    while (!closed) {
      try {
        SMPPServerSession session = listener.accept();
        sessions.add(session);
        session.addSessionStateListener(
            (now, before, source) -> {
              if (!now.isBound() && before.isBound()) {
                sessions.remove(session);
              }
            });
        session.setMessageReceiverListener(new Submissions(onSms));
        Thread.ofVirtual().start(() -> bind(session));
      } catch (IOException e) {
        if (!closed) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void bind(SMPPServerSession session) {
    try {
      BindRequest request = session.waitForBind(BIND_MILLIS);
      boolean known =
          request.getSystemId().equals(systemId)
              && MessageDigest.isEqual(
                  password, request.getPassword().getBytes(StandardCharsets.US_ASCII));
      if (known) {
        request.accept("tocsin-smsc", InterfaceVersion.IF_34);
      } else {
        request.reject(SMPPConstant.STAT_ESME_RBINDFAIL);
      }
    } catch (TimeoutException | PDUStringException | IOException e) {
      session.close();
    }
  }

  /** Listens on one address only, where the library's own factory listens on all. */
  private record OneAddress(String address) implements ServerConnectionFactory {

    @Override
    public ServerConnection listen(int port) throws IOException {
      return listen(port, 0, 50);
    }

    @Override
    public ServerConnection listen(int port, int timeout) throws IOException {
      return listen(port, timeout, 50);
    }

    @Override
    public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
      var socket = new ServerSocket(port, backlog, InetAddress.getByName(address));
      socket.setSoTimeout(timeout);
      return new ServerSocketConnection(socket);
    }
  }
}
