package org.tocsin.alert.delivery;

import java.util.UUID;
import org.tocsin.alert.decision.Decision;

/**
 * A notification whose intent to send has been committed.
 *
 * @param attempts how often it has been tried, this time included
 * @param text one line
 */
record Claimed(UUID id, String contact, Decision.Channel channel, int attempts, String text) {}
