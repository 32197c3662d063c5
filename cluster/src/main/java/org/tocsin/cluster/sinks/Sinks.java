package org.tocsin.cluster.sinks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.tocsin.cluster.inbox.Inbox;
import org.tocsin.cluster.mail.SmtpSink;
import org.tocsin.cluster.sms.SmscSimulator;
import org.tocsin.cluster.status.PartHealth;
import org.tocsin.cluster.status.StatusPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sinks}: only the SMTP sink and the SMSC simulator, with their inbox page. */
@Command(
    name = "sinks",
    mixinStandardHelpOptions = true,
    description =
        "Start only the SMTP sink, the SMSC simulator and their inbox page: for trying things out.")
public final class Sinks implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--address",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String address;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port of the page (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--smtp-port",
      defaultValue = "3025",
      description = "Port of the SMTP sink (default: ${DEFAULT-VALUE}).")
  private int smtpPort;

  @Option(
      names = "--smpp-port",
      defaultValue = "2775",
      description = "Port of the SMSC simulator (default: ${DEFAULT-VALUE}).")
  private int smppPort;

  @Option(
      names = "--smpp-system-id",
      defaultValue = "tocsin",
      description = "Who may bind (default: ${DEFAULT-VALUE}).")
  private String systemId;

  @Option(
      names = "--smpp-password-file",
      required = true,
      paramLabel = "FILE",
      description = "File with the password, at most 8 characters (SMPP 3.4, section 5.2.2).")
  private Path passwordFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "inbox",
      description = "Folder for what is received (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Override
  @SuppressWarnings("try") // they are held open, not used
  public Integer call() throws IOException, InterruptedException {
    var inbox = new Inbox(Files.createDirectories(data));
    String password = Files.readString(passwordFile).strip();
    try (var smtp = SmtpSink.start(address, smtpPort, inbox::add);
        var smpp = SmscSimulator.start(address, smppPort, systemId, password, inbox::add);
        var page =
            StatusPage.start(
                address,
                port,
                () ->
                    List.of(
                        new PartHealth("smtp", true, address + ":" + smtp.port()),
                        new PartHealth("smpp", true, address + ":" + smppPort)),
                inbox::json)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("READY http://" + address + ":" + port + "/inbox");
      out.flush();
      var ended = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
      ended.await();
    }
    return 0;
  }
}
