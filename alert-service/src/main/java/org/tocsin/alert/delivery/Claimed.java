package org.tocsin.alert.delivery;

import java.util.UUID;

/**
 * A notification whose intent to send has been committed.
 *
 * @param attempts how often it has been tried, this time included
 * @param text one line
 * @param repeat the same, marked as a possible repeat
 */
record Claimed(UUID id, String contact, int attempts, String text, String repeat) {}
