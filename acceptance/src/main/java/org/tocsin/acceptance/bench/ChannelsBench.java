package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench channels}: what each way of handing over costs. */
@Command(
    name = "channels",
    mixinStandardHelpOptions = true,
    description = {
      "Mails to a server that is back after an outage: connections that are kept against one for each mail, encrypted",
      "mails with the whole brief against bare ones.",
      "SMS at a short message centre that takes 20 ms for each: one under way at a time against ten.",
      "Ends with one line per goal: ratio NAME VALUE goal GOAL."
    })
final class ChannelsBench implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--sms",
      paramLabel = "N",
      defaultValue = "1000",
      description = "SMS with each window (default: ${DEFAULT-VALUE}).")
  private int sms;

  @Option(
      names = "--mails",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Mails of each kind (default: ${DEFAULT-VALUE}).")
  private int mails;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "Measure this part only: ${COMPLETION-CANDIDATES}.")
  private Part only;

  /** What can be measured alone. */
  enum Part {
    MAILS,
    SMS
  }

  private final List<Ratio> ratios = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path repository = Path.of(System.getProperty("tocsin.repository", "."));
    try (var sinks = new Sinks();
        var posts = new PostedAlerts();
        var stand = new Stand(repository);
        var intake = stand.intake()) {
      say("data in %s; machine: %s".formatted(stand.folder(), Machine.describe()));
      if (only != Part.SMS) {
        ratios.addAll(new MailRates(stand, intake, sinks, posts, mails).compare(this::say));
      }
      if (only != Part.MAILS) {
        ratios.add(new SmppWindows(stand, intake, sinks, posts, sms).compare(this::say));
      }
    }
    say("");
    ratios.forEach(ratio -> say(ratio.line()));
    return 0;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
