package org.tocsin.alert.delivery;

import java.util.UUID;

/**
 * A notification whose intent to send has been committed.
 *
 * @param alert of which it tells
 * @param attempts how often it has been tried, this time included
 * @param text one line, in the contact's language
 * @param repeat the same, marked as a possible repeat
 */
record Claimed(UUID id, String contact, UUID alert, int attempts, String text, String repeat) {}
