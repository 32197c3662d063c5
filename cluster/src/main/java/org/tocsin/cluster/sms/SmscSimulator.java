package org.tocsin.cluster.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
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
  private static final int ANSWER_MILLIS = 10_000;

  /** More than any client of ours has under way. */
  private static final int AT_ONCE = 32;

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
   * @param onSms called for each message before the sender gets its acknowledgement, by many
   *     threads; may throw {@link RefusedSms}
   */
  public static SmscSimulator start(
      String address, int port, String systemId, String password, Consumer<Sms> onSms) {
    return start(address, port, systemId, password, onSms, ServerSocketFactory.getDefault());
  }

  /**
   * The same with sockets of one's own.
   *
   * @param sockets such as those of TLS
   */
  public static SmscSimulator start(
      String address,
      int port,
      String systemId,
      String password,
      Consumer<Sms> onSms,
      ServerSocketFactory sockets) {
    try {
      var listener = new SMPPServerSessionListener(port, new OneAddress(address, sockets));
      listener.setPduProcessorDegree(AT_ONCE);
      var simulator = new SmscSimulator(listener, systemId, password, onSms);
      Thread.ofPlatform().daemon().name("smsc").start(simulator::acceptAll);
      return simulator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Brings what a phone has sent to one of those who are bound, and returns when that one has taken
   * it.
   *
   * @param from number of the phone, without a plus
   * @param to sender of the message that is answered
   * @throws IllegalStateException if nobody is bound, or it is not taken
   */
  public void deliver(String from, String to, String text) {
    SMPPServerSession session =
        sessions.stream()
            .filter(one -> one.getSessionState().isReceivable())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody is bound"));
    try {
      session.deliverShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          from,
          TypeOfNumber.UNKNOWN,
          NumberingPlanIndicator.UNKNOWN,
          to,
          new ESMClass(),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          DataCodings.ZERO,
          text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (PDUException
        | ResponseTimeoutException
        | InvalidResponseException
        | NegativeResponseException
        | IOException e) {
      throw new IllegalStateException("it was not taken", e);
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
        session.setTransactionTimer(ANSWER_MILLIS);
        sessions.add(session);
        session.addSessionStateListener(
            (now, before, source) -> {
              if (!now.isBound() && before.isBound()) {
                sessions.remove(session);
              }
            });
        session.setMessageReceiverListener(new Submissions(onSms));
        Thread.ofVirtual().start(() -> bind(session));
        if (closed) {
          // It came in between, and close() has not seen it.
          session.close();
        }
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
  private record OneAddress(String address, ServerSocketFactory sockets)
      implements ServerConnectionFactory {

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
      var socket = sockets.createServerSocket(port, backlog, InetAddress.getByName(address));
      socket.setSoTimeout(timeout);
      return new ServerSocketConnection(socket);
    }
  }
}
