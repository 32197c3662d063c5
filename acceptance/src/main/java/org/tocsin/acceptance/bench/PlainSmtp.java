package org.tocsin.acceptance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many mails a mail server takes: kept connections with nothing behind them (RFC 5321). */
final class PlainSmtp {

  private static final int CONNECTIONS = 16;

  private PlainSmtp() {}

  /** Mails a second, from the first connection to the last answer. */
  static double rate(int port, int mails) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      var all = new ArrayList<Future<Void>>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int own = mails / CONNECTIONS;
        all.add(threads.submit((Callable<Void>) () -> send(port, own)));
      }
      for (Future<Void> one : all) {
        one.get();
      }
      return (double) mails / CONNECTIONS * CONNECTIONS * 1e9 / (System.nanoTime() - begin);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the mail server did not take it", e.getCause());
    }
  }

  private static Void send(int port, int mails) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = socket.getOutputStream();
      answer(in, '2');
      say(out, in, "HELO bench.example.org", '2');
      for (int i = 0; i < mails; i++) {
        say(out, in, "MAIL FROM:<tocsin@example.org>", '2');
        say(out, in, "RCPT TO:<geneva@example.org>", '2');
        say(out, in, "DATA", '3');
        say(out, in, "Subject: Tocsin\r\n\r\nSEVERE T-00000000\r\n.", '2');
      }
      say(out, in, "QUIT", '2');
      return null;
    }
  }

  private static void say(OutputStream out, BufferedReader in, String line, char expected)
      throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    answer(in, expected);
  }

  private static void answer(BufferedReader in, char expected) throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    if (line == null || line.charAt(0) != expected) {
      throw new IOException("the mail server answered " + line);
    }
  }
}
