/**
 * From the database to {@code alert-events}: nothing is told that was not committed, and nothing
 * that was is left out.
 */
package org.tocsin.alert.outbox;
