package org.tocsin.cluster.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;

/** The fixed ports of one cluster, counted from a base. */
public record Ports(int base) {

  public int status() {
    return base;
  }

  public int intake() {
    return base + 1;
  }

  public int registry() {
    return base + 2;
  }

  public int alert() {
    return base + 3;
  }

  public int kafka() {
    return base + 4;
  }

  public int kafkaController() {
    return base + 5;
  }

  public int postgres() {
    return base + 6;
  }

  public int smtp() {
    return base + 7;
  }

  public int smpp() {
    return base + 8;
  }

  /** Refuses if another program has one of them, naming the first. */
  void requireFree() {
    var wanted =
        new TreeMap<>(
            Map.of(
                status(), "the status page",
                intake(), "intake-service",
                registry(), "registry-service",
                alert(), "alert-service",
                kafka(), "Kafka",
                kafkaController(), "Kafka's controller",
                postgres(), "PostgreSQL",
                smtp(), "the SMTP sink",
                smpp(), "the SMSC simulator"));
    wanted.forEach(
        (port, part) -> {
          try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          } catch (IOException e) {
            throw new Refusal(
                "port "
                    + port
                    + ", which "
                    + part
                    + " needs, is taken; end the program that has it or choose others with --port-base");
          }
        });
  }
}
