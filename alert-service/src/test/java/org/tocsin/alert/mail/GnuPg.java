package org.tocsin.alert.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** GnuPG with a key of its own, as a contact has it. */
record GnuPg(Path folder) implements AutoCloseable {

  /** Skips the test, saying so, where the program is not installed. */
  static GnuPg ifInstalled(Path folder) throws Exception {
    boolean installed;
    try {
      installed = new ProcessBuilder("gpg", "--version").start().waitFor() == 0;
    } catch (IOException none) {
      installed = false;
    }
    Assumptions.assumeTrue(
        installed,
        "GnuPG is not installed (Debian: apt-get install gnupg): no mail was opened with it.");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    var gnuPg = new GnuPg(folder);
    gnuPg.run(
        "", "--passphrase", "", "--quick-gen-key", "nobody <nobody@example.org>", "future-default");
    return gnuPg;
  }

  String publicKey() throws Exception {
    return run("", "--armor", "--export", "nobody@example.org");
  }

  String decrypt(String message) throws Exception {
    return run(message, "--decrypt");
  }

  /** Its agent would stay. */
  @Override
  public void close() throws IOException {
    new ProcessBuilder("gpgconf", "--homedir", folder.toString(), "--kill", "all")
        .start()
        .onExit()
        .join();
  }

  private String run(String input, String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of("gpg", "--batch", "--quiet", "--homedir", folder.toString()));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path error = folder.resolve("error");
    var process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(error.toFile())
            .start();
    process.waitFor(60, TimeUnit.SECONDS);
    assertEquals(0, process.exitValue(), Files.readString(error));
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
