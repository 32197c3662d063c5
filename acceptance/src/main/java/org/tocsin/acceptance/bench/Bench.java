package org.tocsin.acceptance.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class behind {@code ./tocsin bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures against a yardstick in the same run; larger ratios are better.",
    subcommands = {IntakeBench.class, RegistryBench.class, AlertBench.class, ChannelsBench.class})
public final class Bench {

  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
