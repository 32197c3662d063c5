package org.tocsin.cluster.keyset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tocsin.cluster.secrets.Keyset;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code keyset}: the key-encryption keyset, under which the data keys of defenders are wrapped.
 */
@Command(
    name = "keyset",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Rotate the keyset under which the data keys of defenders are wrapped.")
public final class KeysetCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new Refusal("say what to do: rotate");
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Add a new key and use it from now on; running services take it in within a second.",
        "What was wrapped before still opens, and the log is not encrypted anew.",
        "Back the file up afterwards: without it nothing sealed opens again.",
        "Services on several hosts: rotate once and copy the file to all of them."
      })
  int rotate(
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "The keyset (default: data/secrets/sealing/keyset.json).")
          Path file) {
    Path keyset =
        file == null
            ? Repository.path().resolve("data").resolve("secrets").resolve(Keyset.FILE)
            : file;
    if (Files.notExists(keyset)) {
      throw new Refusal(keyset + " is not there; ./tocsin up makes it, or say where with --file");
    }
    int keys;
    try {
      keys = Keyset.rotate(keyset);
    } catch (IOException e) {
      throw new Refusal(e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Rotated: " + keys + " keys in " + keyset + ", the newest in use. Back it up.");
    out.flush();
    return 0;
  }
}
