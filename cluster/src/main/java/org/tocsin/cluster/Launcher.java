package org.tocsin.cluster;

import java.io.PrintWriter;
import org.tocsin.cluster.alert.AlertCommand;
import org.tocsin.cluster.contact.ContactCommand;
import org.tocsin.cluster.deadletter.DeadLettersCommand;
import org.tocsin.cluster.demo.Demo;
import org.tocsin.cluster.keyset.KeysetCommand;
import org.tocsin.cluster.partner.PartnerCommand;
import org.tocsin.cluster.secrets.MakeSecrets;
import org.tocsin.cluster.sinks.Sinks;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Up;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class behind {@code ./tocsin}. */
@Command(
    name = "tocsin",
    mixinStandardHelpOptions = true,
    description = "The embedded default of Tocsin: everything on one machine, on loopback.",
    subcommands = {
      Up.class,
      Demo.class,
      PartnerCommand.class,
      AlertCommand.class,
      ContactCommand.class,
      DeadLettersCommand.class,
      KeysetCommand.class,
      Sinks.class,
      MakeSecrets.class
    })
public final class Launcher {

  private Launcher() {}

  public static void main(String[] args) {
    System.exit(run(new PrintWriter(System.err, true), args));
  }

  /**
   * Runs a command; 0 if it went well, 1 with one line on the error output if it was refused, 2 for
   * wrong options.
   */
  public static int run(PrintWriter error, String... args) {
    return run(new PrintWriter(System.out, true), error, args);
  }

  /** The same, for what the command says and for what is wrong. */
  public static int run(PrintWriter out, PrintWriter error, String... args) {
    return new CommandLine(new Launcher())
        .setOut(out)
        .setErr(error)
        .setExecutionExceptionHandler(
            (thrown, command, parsed) -> {
              if (!(thrown instanceof Refusal)) {
                throw thrown;
              }
              command.getErr().println("tocsin: " + thrown.getMessage());
              return 1;
            })
        .execute(args);
  }
}
