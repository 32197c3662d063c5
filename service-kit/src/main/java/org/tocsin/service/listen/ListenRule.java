package org.tocsin.service.listen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The rule for listening off loopback: own passwords, and TLS here or the word that a proxy has it.
 *
 * @param host the address to listen on
 * @param generatedStaff whether the staff passwords are the ones a launcher printed
 * @param tlsOnly whether this service itself takes TLS and nothing else
 * @param behindTlsProxy the operator's word that a proxy terminates TLS
 */
record ListenRule(String host, boolean generatedStaff, boolean tlsOnly, boolean behindTlsProxy) {

  /** Why the service must not listen there, with what to do; empty if it may. */
  Optional<String> refusal() {
    if (isLoopback(host)) {
      return Optional.empty();
    }
    if (generatedStaff) {
      return Optional.of(
          "Refusing to listen on "
              + host
              + ": the staff file still has the generated first passwords. Set passwords of your"
              + " own and \"generated\": false in it, or listen on 127.0.0.1 (quarkus.http.host).");
    }
    if (!tlsOnly && !behindTlsProxy) {
      return Optional.of(
          "Refusing to listen on "
              + host
              + " without TLS: set quarkus.http.insecure-requests=disabled and a certificate"
              + " (quarkus.http.ssl.certificate.*), or tocsin.listen.behind-tls-proxy=true if a"
              + " proxy terminates TLS, or listen on 127.0.0.1 (quarkus.http.host).");
    }
    return Optional.empty();
  }

  /** A name that does not resolve is not known to be loopback. */
  private static boolean isLoopback(String host) {
    try {
      for (var address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return !host.isBlank();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
