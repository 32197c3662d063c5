package org.tocsin.cluster.kafka;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One node of a cluster on loopback, broker and controller at once.
 *
 * @param id from 1
 * @param port of the broker
 * @param controllerPorts of all nodes, in the order of their ids
 */
public record Node(int id, int port, List<Integer> controllerPorts) {

  private static final int MOST_COPIES = 3;

  public Node {
    controllerPorts = List.copyOf(controllerPorts);
  }

  /** A cluster of one. */
  public static Node alone(int port, int controllerPort) {
    return new Node(1, port, List.of(controllerPort));
  }

  static Node of(String id, String port, String controllerPorts) {
    return new Node(
        Integer.parseInt(id),
        Integer.parseInt(port),
        List.of(controllerPorts.split(",")).stream().map(Integer::valueOf).toList());
  }

  List<String> arguments() {
    return List.of(
        "" + id,
        "" + port,
        controllerPorts.stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  int controllerPort() {
    return controllerPorts.get(id - 1);
  }

  boolean isAlone() {
    return controllerPorts.size() == 1;
  }

  /** How many copies Kafka's own topics have. */
  String copies() {
    return "" + Math.min(MOST_COPIES, controllerPorts.size());
  }

  /** As {@code controller.quorum.voters} has them. */
  String voters() {
    return IntStream.range(0, controllerPorts.size())
        .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllerPorts.get(i))
        .collect(Collectors.joining(","));
  }
}
