package org.tocsin.alert.sms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody trusts but who is told to, made by the JDK's own keytool.
 *
 * @param pem the certificate
 */
public record TestCertificate(Path store, Path pem) {

  private static final String PASSWORD = "only-for-tests";

  /**
   * Makes one.
   *
   * @param subject whom it names, such as {@code IP:127.0.0.1} or {@code DNS:hooks.example.org}
   */
  public static TestCertificate create(Path folder, String subject)
      throws IOException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Path pem = folder.resolve("server.pem");
    keytool(
        "-genkeypair -alias server -keyalg EC -dname CN=tests -validity 2 -ext SAN=" + subject,
        store);
    keytool("-exportcert -rfc -alias server -file " + pem, store);
    return new TestCertificate(store, pem);
  }

  /** Who shows this certificate. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  ServerSocketFactory serverSockets() throws GeneralSecurityException, IOException {
    return context().getServerSocketFactory();
  }

  private static void keytool(String arguments, Path store)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    var process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool ended with " + process.exitValue());
    }
  }
}
