package org.tocsin.registry.history;

/**
 * An event with its place in the log.
 *
 * @param place see {@link Place}
 * @param recorded the event and when we knew
 */
public record Stored(long place, Recorded recorded) {}
