package org.tocsin.alert.contact;

import org.tocsin.alert.decision.Decision.Channel;

/**
 * Where a contact is reached by one channel.
 *
 * @param channel the kind of channel
 * @param value a mailbox, or an international number with a leading plus; personal
 * @param verified whether the contact has shown that it arrives, by a code or by the word of ops
 */
public record Address(Channel channel, String value, boolean verified) {

  /** Without the address, which is personal: records end up in logs. */
  @Override
  public String toString() {
    return channel + (verified ? "" : " (unverified)");
  }
}
