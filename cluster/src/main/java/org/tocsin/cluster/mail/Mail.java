package org.tocsin.cluster.mail;

import java.time.Instant;

/**
 * A mail as the sink received it, one for each recipient.
 *
 * @param text what a reader without a key sees first
 * @param source all of it, header fields and body
 */
public record Mail(
    String to, String from, String subject, String text, String source, Instant receivedAt) {}
