package org.tocsin.cluster.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tocsin.cluster.client.RemoteService;
import org.tocsin.cluster.up.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code partner}: who may post, and with which keys; through intake's REST. */
@Command(
    name = "partner",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Let partners in, issue and revoke their API keys, suspend them.")
public final class PartnerCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private final RemoteService intake = new RemoteService("intake", "admin");

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new Refusal("say what to do: add, key, revoke, suspend, resume or list");
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Let a partner in; issue it a key afterwards.")
  int add(
      @Parameters(paramLabel = "ORGANISATION", description = "Its id, such as example-ngo.")
          String organisation,
      @Option(
              names = "--events-per-second",
              paramLabel = "N",
              description = "Its quota (default: that of all).")
          Integer quota)
      throws InterruptedException {
    ObjectNode partner = JsonNodeFactory.instance.objectNode().put("organisation", organisation);
    if (quota != null) {
      partner.put("eventsPerSecond", quota);
    }
    send("POST", "", partner);
    intake.say(organisation + " is let in. Give it a key: ./tocsin partner key " + organisation);
    return 0;
  }

  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "Issue an API key; it is shown once.")
  int key(@Parameters(paramLabel = "ORGANISATION") String organisation)
      throws InterruptedException {
    JsonNode issued = send("POST", "/" + organisation + "/keys", null);
    intake.say(
        "Key " + issued.path("keyId").asText() + " of " + organisation + ", shown this once:");
    intake.say(issued.path("apiKey").asText());
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revoke an API key, for ever.")
  int revoke(
      @Parameters(paramLabel = "ORGANISATION") String organisation,
      @Parameters(paramLabel = "KEY-ID", description = "As list shows it.") String keyId)
      throws InterruptedException {
    send("DELETE", "/" + organisation + "/keys/" + keyId, null);
    intake.say("Key " + keyId + " of " + organisation + " opens nothing any more.");
    return 0;
  }

  @Command(
      name = "suspend",
      mixinStandardHelpOptions = true,
      description = "Take nothing from a partner until resume.")
  int suspend(@Parameters(paramLabel = "ORGANISATION") String organisation)
      throws InterruptedException {
    change(organisation, "suspended");
    return 0;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Let a suspended partner post again.")
  int resume(@Parameters(paramLabel = "ORGANISATION") String organisation)
      throws InterruptedException {
    change(organisation, "active");
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "All partners with the ids of their keys.")
  int list() throws InterruptedException {
    for (JsonNode partner : send("GET", "", null)) {
      intake.say(
          "%-30s %-10s %s"
              .formatted(
                  partner.path("organisation").asText(),
                  partner.path("status").asText(),
                  partner.has("eventsPerSecond")
                      ? partner.path("eventsPerSecond").asInt() + " events/s"
                      : ""));
      for (JsonNode key : partner.path("keys")) {
        intake.say(
            "  key %-12s %s"
                .formatted(
                    key.path("keyId").asText(),
                    key.has("revokedAt")
                        ? "revoked " + key.path("revokedAt").asText()
                        : key.has("createdAt") ? "since " + key.path("createdAt").asText() : ""));
      }
    }
    return 0;
  }

  private void change(String organisation, String status) throws InterruptedException {
    send("PATCH", "/" + organisation, JsonNodeFactory.instance.objectNode().put("status", status));
    intake.say(organisation + " is " + status + ".");
  }

  private JsonNode send(String method, String path, JsonNode body) throws InterruptedException {
    return intake.send(method, "/v1/partners" + path, body);
  }
}
