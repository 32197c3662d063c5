package org.tocsin.cluster.sms;

import java.time.Instant;

/** A short message as the simulator received it. */
public record Sms(String to, String from, String text, Instant receivedAt) {}
