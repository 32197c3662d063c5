package org.tocsin.cluster.keyset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.tocsin.cluster.client.RemoteService;
import org.tocsin.cluster.secrets.Keyset;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    description =
        "Rotate the keyset under which the data keys of defenders are wrapped, and destroy its old keys.")
public final class KeysetCommand implements Runnable {

  private static final Duration SEEN_BY_ALL = Duration.ofMinutes(1);

  /** Tells whether old keys may go. */
  static final class Registry extends RemoteService {
    Registry() {
      super("registry", "admin");
    }
  }

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new Refusal("say what to do: rotate or destroy-old");
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
    Path keyset = existing(file);
    int keys;
    try {
      keys = Keyset.rotate(keyset);
    } catch (IOException e) {
      throw new Refusal(e.getMessage());
    }
    say("Rotated: " + keys + " keys in " + keyset + ", the newest in use. Back it up.");
    return 0;
  }

  @Command(
      name = "destroy-old",
      mixinStandardHelpOptions = true,
      description = {
        "Delete every key of the keyset but the newest, for ever, after an erasure and a rotation.",
        "Copies of data keys in old log files, write-ahead logs and backups then open nothing.",
        "Refused while the registry still has a data key that is wrapped under an old one, and in the first minute after a rotation.",
        "Afterwards destroy the copies of the old keyset too, and back the new one up."
      })
  int destroyOld(
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "The keyset (default: data/secrets/sealing/keyset.json).")
          Path file,
      @Mixin Registry registry)
      throws InterruptedException {
    Path keyset = existing(file);
    try {
      requireSettled(keyset);
      JsonNode state = registry.send("GET", "/v1/keyset");
      if (state.path("primary").asLong() != Keyset.primary(keyset)) {
        throw new Refusal("the registry uses another keyset than " + keyset + "; nothing was done");
      }
      if (!state.path("oldMayGo").asBoolean()) {
        throw new Refusal(
            "data keys are still wrapped under old keys "
                + state.path("dataKeys")
                + ", or the registry is behind; it wraps them anew by itself: try again in a minute. Nothing was done");
      }
      Set<Long> gone = Keyset.destroyOld(keyset);
      say(
          gone.isEmpty()
              ? "There was no old key in " + keyset + "."
              : "Destroyed in " + keyset + ": " + gone + ". Destroy its older copies too.");
    } catch (IOException e) {
      throw new Refusal(e.getMessage());
    }
    return 0;
  }

  /** Until every process has seen the new key, one may still wrap under the old one. */
  private static void requireSettled(Path keyset) throws IOException {
    Instant changed = Files.getLastModifiedTime(keyset).toInstant();
    if (changed.plus(SEEN_BY_ALL).isAfter(Instant.now())) {
      throw new Refusal(
          keyset + " was changed less than a minute ago; wait until every service has seen it");
    }
  }

  private static Path existing(Path file) {
    Path keyset =
        file == null
            ? Repository.path().resolve("data").resolve("secrets").resolve(Keyset.FILE)
            : file;
    if (Files.notExists(keyset)) {
      throw new Refusal(keyset + " is not there; ./tocsin up makes it, or say where with --file");
    }
    return keyset;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
