package org.tocsin.alert.delivery;

import java.util.Collection;
import java.util.List;
import org.tocsin.alert.decision.Decision;

/**
 * Somebody, and the channel by which to tell them.
 *
 * @param contact id of the contact
 */
public record Recipient(String contact, Decision.Channel channel) {

  /** Each contact by each channel. */
  public static List<Recipient> each(
      Collection<String> contacts, Collection<Decision.Channel> channels) {
    return contacts.stream()
        .flatMap(contact -> channels.stream().map(channel -> new Recipient(contact, channel)))
        .toList();
  }
}
