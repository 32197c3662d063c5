package org.tocsin.alert.contact;

import org.tocsin.alert.decision.Decision.Channel;

/**
 * Where a contact is reached by one channel.
 *
 * @param channel the kind of channel
 * @param value a mailbox, a number in E.164 form with its plus, or the address of a webhook;
 *     personal
 * @param verified whether the contact has shown that it arrives, by a code or by the word of ops
 * @param stopped whether whoever has it has asked to get nothing more
 */
public record Address(Channel channel, String value, boolean verified, boolean stopped) {

  /** Without the address, which is personal: records end up in logs. */
  @Override
  public String toString() {
    return channel + (verified ? "" : " (unverified)") + (stopped ? " (stopped)" : "");
  }
}
