package org.tocsin.alert.sms;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * Connects to a short message centre, by TLS where asked; there the certificate has to name the
 * host, which the library's own connections do not look at.
 *
 * @param tls empty for none
 */
record SmppConnections(Optional<SSLContext> tls) implements ConnectionFactory {

  private static final int PATIENCE_MILLIS = 4_000;

  /**
   * As an account asks for.
   *
   * @throws IllegalArgumentException if the certificates cannot be read
   */
  static SmppConnections of(SmsSettings.Provider settings) {
    return new SmppConnections(
        settings.tls() ? Optional.of(context(settings.tlsTrust())) : Optional.empty());
  }

  @Override
  public Connection createConnection(String host, int port) throws IOException {
    var plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      plain.setTcpNoDelay(true);
      return new SocketConnection(tls.isEmpty() ? plain : secured(plain, host, port));
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(Socket plain, String host, int port) throws IOException {
    plain.setSoTimeout(PATIENCE_MILLIS);
    var socket =
        (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(plain, host, port, true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context(Optional<Path> trust) {
    try {
      if (trust.isEmpty()) {
        return SSLContext.getDefault();
      }
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (var in = new BufferedInputStream(Files.newInputStream(trust.get()))) {
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("trusted-" + number++, one);
        }
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "tocsin.sms.NAME.tls-trust does not name a readable file of certificates (PEM)", e);
    }
  }
}
