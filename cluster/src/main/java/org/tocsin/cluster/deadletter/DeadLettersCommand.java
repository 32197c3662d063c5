package org.tocsin.cluster.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tocsin.cluster.client.Authorization;
import org.tocsin.cluster.client.Description;
import org.tocsin.cluster.client.Rest;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Repository;
import picocli.CommandLine.Command;
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

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of a running ./tocsin up (default: data beside ./tocsin).")
  private Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of alert-service elsewhere, such as https://alerts.example.org.")
  private String url;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "ops",
      description = "A user with the role ops (default: ${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The user's password; with --url.")
  private Path passwordFile;

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
    JsonNode letters = send("GET", "");
    for (JsonNode letter : letters) {
      say(
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
      say("There are none.");
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
    var query = new StringBuilder("/replay?dry-run=" + dryRun);
    if (ids != null) {
      ids.forEach(id -> query.append("&id=").append(URLEncoder.encode(id, StandardCharsets.UTF_8)));
    }
    JsonNode outcomes = send("POST", query.toString());
    for (JsonNode outcome : outcomes) {
      say(
          "%s  %s%s%s"
              .formatted(
                  outcome.path("id").asText(),
                  outcome.path("outcome").asText(),
                  outcome.has("reason") ? ": " + outcome.path("reason").asText() : "",
                  told(outcome, dryRun)));
    }
    if (outcomes.isEmpty()) {
      say("There is nothing to replay.");
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

  private JsonNode send(String method, String path) throws InterruptedException {
    String base = url;
    String authorization;
    if (url == null) {
      Description running = Description.of(data == null ? Repository.path().resolve("data") : data);
      base = running.address("alert");
      authorization = running.staff(user);
    } else {
      authorization = Authorization.basic(user, passwordFile);
    }
    return new Rest().send(method, base + "/v1/dead-letters" + path, authorization, null);
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
