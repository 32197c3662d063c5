package org.tocsin.alert.delivery;

import java.util.UUID;

/**
 * A notification whose intent to send has been committed.
 *
 * @param about of which alert it tells
 * @param cutOff whether the contact is cut off, so that nothing may go to it
 * @param attempts how often it has been tried, this time included
 * @param text one line, in the contact's language
 * @param repeat the same, marked as a possible repeat
 */
record Claimed(
    UUID id,
    String contact,
    Channel.About about,
    boolean cutOff,
    int attempts,
    String text,
    String repeat) {}
