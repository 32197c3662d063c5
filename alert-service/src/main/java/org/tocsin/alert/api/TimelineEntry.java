package org.tocsin.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One thing that happened to an alert or to a message about it.
 *
 * @param what a state of a message, a step of the alert, or {@code reported}
 * @param contact whom the message is for; null for what concerns the whole alert
 * @param channel by which it goes; null likewise
 * @param label the mark of the message, such as REMINDER; null if it has none
 * @param by who acknowledged; null for all else
 * @param text the same in plain English
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
    Instant at, String what, String contact, String channel, String label, String by, String text) {

  static TimelineEntry of(
      Instant at, String what, String contact, String channel, String label, String by) {
    return new TimelineEntry(
        at, what, contact, channel, label, by, text(what, contact, channel, label, by));
  }

  private static String text(String what, String contact, String channel, String label, String by) {
    if (contact == null) {
      return ofAlert(what, by);
    }
    return contact
        + " by "
        + channel
        + (label == null ? "" : " (" + label + ")")
        + ": "
        + ofMessage(what);
  }

  private static String ofAlert(String what, String by) {
    return switch (what) {
      case "reported" -> "a report of it was recorded";
      case "raised" -> "alert raised";
      case "acknowledged" -> "acknowledged" + (by == null ? "" : " by " + by);
      case "escalated" -> "escalated: the next of the policy are told";
      case "cancelled" -> "taken back: it is no news any more";
      case "closed" -> "escalation ended";
      default -> what;
    };
  }

  private static String ofMessage(String state) {
    return switch (state) {
      case "queued" -> "waits to be sent";
      case "handed-over" -> "handed over to the provider";
      case "accepted" -> "accepted by the provider, receipt awaited";
      case "delivered" -> "arrived, says the provider";
      case "failed" -> "failed, not tried again this way";
      case "unknown" -> "may have been handed over; nobody knows";
      case "withdrawn" -> "taken back before it was sent";
      default -> state;
    };
  }
}
