package org.tocsin.cluster.mail;

import java.time.Instant;

/** A mail as the sink received it, one for each recipient. */
public record Mail(String to, String from, String subject, String text, Instant receivedAt) {}
