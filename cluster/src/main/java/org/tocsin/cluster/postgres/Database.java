package org.tocsin.cluster.postgres;

/**
 * How to reach one database.
 *
 * @param jdbcUrl without user and password
 */
public record Database(String jdbcUrl, String username, String password) {}
