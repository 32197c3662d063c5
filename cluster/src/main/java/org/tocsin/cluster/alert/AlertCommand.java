package org.tocsin.cluster.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tocsin.cluster.client.RemoteService;
import org.tocsin.cluster.up.Refusal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alert}: what rings, what became of it, and that a human has it. */
@Command(
    name = "alert",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Look at alerts and what became of them, acknowledge them, silence some.")
public final class AlertCommand implements Runnable {

  private static final String ALERTS = "/v1/alerts";
  private static final String SILENCES = "/v1/silences";

  @Spec private CommandSpec spec;

  @Mixin private final RemoteService alerting = new RemoteService("alert", "on-call");

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new Refusal("say what to do: list, show, ack, silence, silences or unsilence");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The newest alerts, newest first, and how far each has come.")
  int list(
      @Option(names = "--open", description = "Only those that still escalate.") boolean open,
      @Option(names = "--case", paramLabel = "ID", description = "Only those of a case.")
          String caseId,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "How many at most (default: ${DEFAULT-VALUE}).")
          int limit)
      throws InterruptedException {
    String query = "?limit=" + limit + (open ? "&open=true" : "");
    JsonNode alerts =
        alerting.send(
            "GET",
            ALERTS + query + (caseId == null ? "" : "&case=" + RemoteService.encoded(caseId)));
    alerts.forEach(alert -> alerting.say(AlertLines.line(alert)));
    if (alerts.isEmpty()) {
      alerting.say("There are none.");
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "One alert: who was told what, when, and what came back.")
  int show(
      @Parameters(paramLabel = "ALERT", description = "Its reference, such as T-4F9K2M7Q, or id.")
          String alert)
      throws InterruptedException {
    JsonNode found = alerting.send("GET", address(alert));
    AlertLines.all(found).forEach(alerting::say);
    alerting.say("");
    alerting
        .send("GET", address(alert) + "/timeline")
        .forEach(entry -> alerting.say(AlertLines.entry(entry)));
    return 0;
  }

  @Command(
      name = "ack",
      mixinStandardHelpOptions = true,
      description = "Say that you have these alerts; the user needs the role on-call.")
  int ack(
      @Parameters(paramLabel = "ALERT", arity = "1..*", description = "References or ids.")
          List<String> alerts)
      throws InterruptedException {
    for (String alert : alerts) {
      alerting.say(AlertLines.line(alerting.send("POST", address(alert) + "/acknowledgement")));
    }
    return 0;
  }

  /** What a silence covers: all that is given has to hold. */
  static final class Covered {
    @Option(names = "--state", paramLabel = "XX", description = "Alerts of this State.")
    private String state;

    @Option(names = "--act-type", paramLabel = "TYPE", description = "Of acts such as raid.")
    private String actType;

    @Option(names = "--partner", paramLabel = "ID", description = "Reported by this partner.")
    private String partner;

    @Option(names = "--case", paramLabel = "ID", description = "Of this case.")
    private String caseId;

    @Option(names = "--severity", paramLabel = "CODE", description = "Of this severity.")
    private String severity;

    private ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("state", state)
          .put("actType", actType)
          .put("partner", partner)
          .put("caseId", caseId)
          .put("severity", severity);
    }
  }

  /** Until when a silence holds. */
  static final class End {
    @Option(
        names = "--for",
        paramLabel = "TIME",
        converter = Length.class,
        description = "For so long, such as 90m, 8h or 2d.")
    private Duration length;

    @Option(
        names = "--until",
        paramLabel = "INSTANT",
        description = "Until then, such as 2027-03-20T06:30:00Z.")
    private Instant until;
  }

  @Command(
      name = "silence",
      mixinStandardHelpOptions = true,
      description = {
        "Keep some alerts from waking anybody for a time, at most 31 days.",
        "What is covered is recorded as ever and told of in the next daily digest."
      })
  int silence(
      @ArgGroup(exclusive = false, multiplicity = "1") Covered covered,
      @ArgGroup(multiplicity = "1") End end,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "All staff read it: no names.")
          String reason,
      @Option(names = "--include-extreme", description = "Extreme alerts too.")
          boolean includeExtreme)
      throws InterruptedException {
    Instant until = end.until == null ? Instant.now().plus(end.length) : end.until;
    ObjectNode asked = covered.json();
    asked.properties().removeIf(field -> field.getValue().isNull());
    asked.put("until", until.toString()).put("reason", reason);
    asked.put("includesExtreme", includeExtreme);
    alerting.say(AlertLines.silence(alerting.send("POST", SILENCES, asked)));
    return 0;
  }

  @Command(
      name = "silences",
      mixinStandardHelpOptions = true,
      description = "Silences, the last to end first.")
  int silences() throws InterruptedException {
    JsonNode silences = alerting.send("GET", SILENCES);
    silences.forEach(silence -> alerting.say(AlertLines.silence(silence)));
    if (silences.isEmpty()) {
      alerting.say("There are none.");
    }
    return 0;
  }

  @Command(name = "unsilence", mixinStandardHelpOptions = true, description = "End a silence now.")
  int unsilence(
      @Parameters(paramLabel = "SILENCE", description = "Its id, as silences shows it.") String id)
      throws InterruptedException {
    alerting.say(
        AlertLines.silence(alerting.send("DELETE", SILENCES + "/" + RemoteService.encoded(id))));
    return 0;
  }

  private static String address(String alert) {
    return ALERTS + "/" + RemoteService.encoded(alert);
  }
}
