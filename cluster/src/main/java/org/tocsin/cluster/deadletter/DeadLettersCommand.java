package org.tocsin.cluster.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.tocsin.cluster.client.RemoteService;
import org.tocsin.cluster.up.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: what alerting could not process; through alert-service's REST. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Show records that alerting could not process, and have them tried once more.")
public final class DeadLettersCommand implements Runnable {

  private static final String DEAD_LETTERS = "/v1/dead-letters";

  @Spec private CommandSpec spec;

  @Mixin private final RemoteService alerting = new RemoteService("alert", "ops");

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new Refusal("say what to do: list or replay");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The newest hundred, newest first: place, reason, reader, what came of it.")
  int list() throws InterruptedException {
    JsonNode letters = alerting.send("GET", DEAD_LETTERS);
    for (JsonNode letter : letters) {
      alerting.say(
          "%s  %s  %s  %s  %s"
              .formatted(
                  letter.path("id").asText(),
                  letter.path("at").asText(),
                  letter.path("reason").asText(),
                  letter.path("consumer").asText(),
                  letter.has("replayedAt")
                      ? "replayed " + letter.path("replayedAt").asText()
                      : letter.path("outcome").asText("open")));
    }
    if (letters.isEmpty()) {
      alerting.say("There are none.");
    }
    return 0;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Try records once more: those named, or all open ones. Stale news wakes nobody.")
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "As list shows them.")
          List<String> ids,
      @Option(names = "--dry-run", description = "Only tell what would come of it.") boolean dryRun)
      throws InterruptedException {
    var query = new StringBuilder(DEAD_LETTERS + "/replay?dry-run=" + dryRun);
    if (ids != null) {
      ids.forEach(id -> query.append("&id=").append(RemoteService.encoded(id)));
    }
    JsonNode outcomes = alerting.send("POST", query.toString());
    for (JsonNode outcome : outcomes) {
      alerting.say(
          "%s  %s%s%s"
              .formatted(
                  outcome.path("id").asText(),
                  outcome.path("outcome").asText(),
                  outcome.has("reason") ? ": " + outcome.path("reason").asText() : "",
                  told(outcome, dryRun)));
    }
    if (outcomes.isEmpty()) {
      alerting.say("There is nothing to replay.");
    }
    return 0;
  }

  private static String told(JsonNode outcome, boolean dryRun) {
    if (!outcome.path("outcome").asText().equals("processed")) {
      return "";
    }
    var told = new StringBuilder();
    outcome
        .path("told")
        .forEach(one -> told.append(told.isEmpty() ? "" : ", ").append(one.asText()));
    return (outcome.path("stale").asBoolean() ? "; stale, wakes nobody" : "")
        + (dryRun ? "; would tell " : "; tells ")
        + (told.isEmpty() ? "nobody" : told);
  }
}
