package org.tocsin.cluster.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child that runs on the same Java as its parent. */
public final class ChildJvm {

  /**
   * A terminal sends Ctrl-C (and its own end) to every process in it at once. A JVM leaves alone
   * what is ignored when it starts, so the parent alone hears it, and ends its children in order.
   */
  private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$0\" \"$@\"";

  private ChildJvm() {}

  /** A command that becomes {@code java} with these arguments. */
  public static List<String> command(List<String> arguments) {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }
}
