package org.tocsin.cluster.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether an alarm has rung: what the sinks received that carries an alert's reference. */
record Ringing(List<JsonNode> mails, List<JsonNode> sms) {

  private static final int CONTACTS = 2;

  /**
   * @param inbox as the status page gives it
   * @param reference the alert's
   */
  static Ringing of(JsonNode inbox, String reference) {
    return new Ringing(
        carrying(inbox.path("mails"), reference), carrying(inbox.path("sms"), reference));
  }

  /** Both contacts got an SMS and a mail. */
  boolean complete() {
    return recipients(mails) >= CONTACTS && recipients(sms) >= CONTACTS;
  }

  private static long recipients(List<JsonNode> messages) {
    return messages.stream().map(message -> message.path("to").asText()).distinct().count();
  }

  private static List<JsonNode> carrying(JsonNode messages, String reference) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode message : messages) {
      if (message.path("text").asText().contains(reference)) {
        found.add(message);
      }
    }
    return found;
  }
}
