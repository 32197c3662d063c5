package org.tocsin.cluster.up;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether something listens on a port of loopback. */
final class Reachable {

  private static final int MILLIS = 1_000;

  private Reachable() {}

  static boolean on(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), MILLIS);
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }
}
