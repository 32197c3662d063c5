package org.tocsin.alert.policy;

import java.util.List;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision.Channel;

/**
 * Somebody whom a step reaches.
 *
 * @param channels in the order in which the contact prefers them; not empty
 * @param why the part of the step that names the contact, such as {@code role geneva}
 */
public record Addressee(Contact contact, List<Channel> channels, String why) {}
