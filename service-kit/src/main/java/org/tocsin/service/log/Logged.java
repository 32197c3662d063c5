package org.tocsin.service.log;

import java.time.Instant;

/**
 * A value with its place in the log.
 *
 * @param value what the record says
 * @param topic the topic it stands in
 * @param partition the partition
 * @param offset the offset; with topic and partition the record's identity
 * @param recordedAt the broker's append time
 */
public record Logged<T>(T value, String topic, int partition, long offset, Instant recordedAt) {}
