package org.tocsin.cluster.status;

/**
 * How one part is doing.
 *
 * @param name the part
 * @param up whether it answers
 * @param address where it is
 */
public record PartHealth(String name, boolean up, String address) {}
