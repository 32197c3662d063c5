package org.tocsin.cluster.secrets;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code secrets}: makes what docker-compose.yml needs, once. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = {
      "Make the secrets of an installation in containers: identity, key encryption, staff, first partner, passwords.",
      "What is there already is kept. Back the folder up: without the identity secret later reports land on other cases, without the keyset nothing sealed opens."
    })
public final class MakeSecrets implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder, such as deploy/secrets.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    var secrets = new Secrets(folder.toAbsolutePath().normalize(), false);
    var files = new SecretFiles(folder);
    secrets.identityFile();
    secrets.staffFile();
    secrets.keysetFile();
    secrets.peerKeyFile();
    secrets.password("postgres");
    String smpp = files.once("smpp-password", () -> SecretFiles.random(6));
    files.once(
        "intake.properties",
        () ->
            "tocsin.partner.first.organisation=%s\ntocsin.partner.first.api-key-sha256=%s"
                .formatted(Secrets.FIRST_PARTNER, secrets.partnerKeyHash()));
    files.once("registry.properties", () -> database(secrets, "registry"));
    files.once(
        "alert.properties",
        () -> database(secrets, "alert") + "\ntocsin.sms.smpp.password=" + smpp);
    letContainersRead();
    PrintWriter out = spec.commandLine().getOut();
    out.println("The secrets are in " + folder + ". The first partner's key: partner-key;");
    out.println("the staff's passwords: staff-desk-password, staff-on-call-password and so on.");
    out.flush();
    return 0;
  }

  private static String database(Secrets secrets, String name) {
    return "quarkus.datasource.username=tocsin_%s\nquarkus.datasource.password=%s"
        .formatted(name, secrets.password(name + "-database"));
  }

  /**
   * The services run under a number that the host does not know. The folder stays closed to
   * everybody else, and each container is given single files.
   */
  private void letContainersRead() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> !path.equals(folder)).toList()) {
        String permissions = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      }
    }
  }
}
