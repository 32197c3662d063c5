package org.tocsin.alert.openapi;

import java.util.Map;
import org.tocsin.service.openapi.Description;

/** What alert-service's addresses have in common, for the OpenAPI document. */
public final class Described extends Description {

  private static final Map<String, String> PROBLEMS =
      Map.of(
          "400", "A parameter or the body is not as it has to be: each is named, with a fix",
          "401", "No credential, or not a valid one",
          "403", "The user's roles are not enough",
          "503", "The log or the database does not answer: ask again");

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("id", "Its id, as other answers give it; of an alert also its reference"),
          Map.entry("limit", "How many at most, the newest"),
          Map.entry("case", "Only those of this case"),
          Map.entry("digest", "Only those that this digest told of"),
          Map.entry("storm", "Only those that are folded into this storm"),
          Map.entry("silence", "Only those that this silence covered"),
          Map.entry("open", "Only those that still escalate"),
          Map.entry("kind", "Of the channel: sms, email or webhook"),
          Map.entry(
              "at", "An instant with an offset, such as 2027-03-20T06:30:00Z; now if left out"),
          Map.entry("version", "Its number, as the list of versions has it"),
          Map.entry("If-Match", "The ETag of the plan that was read"),
          Map.entry("dry-run", "Whether nothing is to come of it"),
          Map.entry("name", "Of the account: NAME of tocsin.sms.NAME"),
          Map.entry("X-Twilio-Signature", "As Twilio documents it, by the account's token"),
          Map.entry("code", "From the link in the mail"),
          Map.entry("reference", "Of the alert, such as T-4F9K2M7Q"));

  public Described() {
    super(PROBLEMS, PARAMETERS);
  }
}
