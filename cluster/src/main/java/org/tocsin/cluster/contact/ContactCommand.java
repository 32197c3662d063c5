package org.tocsin.cluster.contact;

import com.fasterxml.jackson.databind.JsonNode;
import org.tocsin.cluster.client.RemoteService;
import org.tocsin.cluster.up.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code contact}: cuts off people whose handset or mailbox is lost; through REST. */
@Command(
    name = "contact",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Cut off a contact whose handset or mailbox is lost, and lift that again.")
public final class ContactCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private final RemoteService alerting = new RemoteService("alert", "ops");

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new Refusal("say what to do: list, cut-off or lift");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every contact: whether it can be reached, and whether it is cut off.")
  int list() throws InterruptedException {
    for (JsonNode contact : alerting.send("GET", "/v1/readiness").path("contacts")) {
      alerting.say(
          "%-20s %s"
              .formatted(
                  contact.path("contact").asText(),
                  contact.path("cutOff").asBoolean()
                      ? "cut off"
                      : contact.path("ready").asBoolean() ? "ready" : "not ready"));
    }
    return 0;
  }

  @Command(
      name = "cut-off",
      mixinStandardHelpOptions = true,
      description = {
        "From now on nothing goes to this contact: its codes and links are void, its addresses get",
        "nothing, and what is queued goes to the next. It holds, whatever the plan says, until lift."
      })
  int cutOff(@Parameters(paramLabel = "ID", description = "The contact's id.") String id)
      throws InterruptedException {
    alerting.send("PUT", path(id));
    alerting.say(id + " is cut off. Cut off the account, too, with which the person signs in.");
    return 0;
  }

  @Command(
      name = "lift",
      mixinStandardHelpOptions = true,
      description = "Messages go to this contact again; what was void stays so.")
  int lift(@Parameters(paramLabel = "ID", description = "The contact's id.") String id)
      throws InterruptedException {
    alerting.send("DELETE", path(id));
    alerting.say(id + " is no longer cut off.");
    return 0;
  }

  private static String path(String id) {
    return "/v1/contacts/" + RemoteService.encoded(id) + "/cut-off";
  }
}
