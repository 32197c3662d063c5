package org.tocsin.cluster.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.tocsin.cluster.client.Description;
import org.tocsin.cluster.client.Rest;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: reports the facts of a news release of 2013, then an act of this minute, and shows
 * the alarm ring.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Report the facts of a news release of 2013 and then an act of this minute, and show the alarm ring.",
      "Exit code 1 if it did not ring within 30 s, or the pages did not show it. Can be run again: the release counts once."
    })
public final class Demo implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 200;

  private final Rest rest = new Rest();

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the running cluster (default: data beside ./tocsin).")
  private Path data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var cluster = Description.of(data == null ? Repository.path().resolve("data") : data);
    say("The release of 27 September 2013, reported by " + cluster.organisation() + ":");
    for (String line : release().lines().toList()) {
      JsonNode fact = JSON.readTree(line);
      report(cluster, fact.get("id").asText(), fact);
    }
    var registry = new RegistryPages(rest, cluster, this::say);
    boolean recorded = registry.showRelease();
    say("");
    say("An act of this minute, against an invented defender:");
    Instant begin = Instant.now();
    JsonNode receipt = report(cluster, UUID.randomUUID().toString(), freshAct());
    boolean rang = watch(cluster, receipt.path("caseId").asText(), begin);
    recorded &= registry.showDefender(receipt.path("defenderId").asText());
    recorded &= registry.showState("LI");
    say("");
    if (!recorded) {
      say(
          "The registry did not show it within %d s."
              .formatted(RegistryPages.PATIENCE.toSeconds()));
    }
    say(
        rang
            ? "The alarm rang after %.1f s. All messages: %s"
                .formatted(
                    Duration.between(begin, Instant.now()).toMillis() / 1000.0,
                    cluster.address("status"))
            : "The alarm did not ring within %d s; see %s"
                .formatted(PATIENCE.toSeconds(), cluster.address("status")));
    return rang && recorded ? 0 : 1;
  }

  private JsonNode report(Description cluster, String id, JsonNode fact)
      throws InterruptedException {
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", "/partners/" + cluster.organisation())
            .put("type", "org.tocsin." + fact.get("type").asText() + ".v1");
    event.set("data", fact.get("data"));
    JsonNode receipt =
        rest.post(cluster.address("intake") + "/v1/events", cluster.partner(), event);
    String about = receipt.path("caseId").asText("");
    say(
        "  accepted  %-50s %s"
            .formatted(fact.get("shows").asText(), about.isEmpty() ? "" : "case " + about));
    return receipt;
  }

  /** Shows each new message until both contacts have been woken; false if time runs out first. */
  private boolean watch(Description cluster, String caseId, Instant begin)
      throws InterruptedException {
    Optional<String> reference = Optional.empty();
    int mails = 0;
    int sms = 0;
    while (Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0) {
      if (reference.isEmpty()) {
        reference = alert(cluster, caseId);
        reference.ifPresent(found -> say("  alert     " + found));
      }
      if (reference.isPresent()) {
        var ringing =
            Ringing.of(rest.get(cluster.address("inbox"), cluster.staff("ops")), reference.get());
        for (; sms < ringing.sms().size(); sms++) {
          show("SMS", ringing.sms().get(sms));
        }
        for (; mails < ringing.mails().size(); mails++) {
          show("e-mail", ringing.mails().get(mails));
        }
        if (ringing.complete()) {
          return true;
        }
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  private Optional<String> alert(Description cluster, String caseId) throws InterruptedException {
    JsonNode alerts =
        rest.get(cluster.address("alert") + "/v1/alerts?limit=1000", cluster.staff("on-call"));
    for (JsonNode alert : alerts) {
      if (alert.path("caseId").asText().equals(caseId)) {
        return Optional.of(alert.path("reference").asText());
      }
    }
    return Optional.empty();
  }

  private void show(String kind, JsonNode message) {
    say(
        "  %-9s %-24s %s"
            .formatted(
                kind,
                message.path("to").asText(),
                message.path("text").asText().lines().findFirst().orElse("")));
  }

  /** A case, a defender and an event of its own each time: never taken for a repeat. */
  private static ObjectNode freshAct() {
    String reference = "demo-" + UUID.randomUUID();
    ObjectNode fact =
        JSON.createObjectNode()
            .put("type", "act-reported")
            .put("shows", "a defender is intercepted while travelling");
    ObjectNode act =
        fact.putObject("data")
            .put("caseRef", reference)
            .put("defenderRef", reference)
            .put("actType", "travel-interception")
            .put("incidentState", "LI")
            .put("responsibleState", "LI")
            .put("unCooperation", "human-rights-council");
    act.putObject("occurredAt")
        .put("value", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("precision", "instant");
    act.putObject("source").put("kind", "colleague");
    return fact;
  }

  private static String release() {
    try (var in = Demo.class.getResourceAsStream("release-2013.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Refusal("the demo's facts cannot be read from the launcher's jar");
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
