package org.tocsin.registry.erasure;

/**
 * How far an erasure has come, as log and tables have it.
 *
 * @param marked whether the mark of this order, or a later one, stands for each owner and no new
 *     keys are allowed
 * @param keysKept keys of the owners that are still in the table
 * @param keysDue keys that are gone from the table and whose tombstones are not yet seen
 * @param derivedErased whether what was derived of the defender is deleted
 * @param certified whether the certificate stands in the log
 * @param casesRefused whether no new keys are made for a case whose key went with the defender's
 */
record DoneSoFar(
    boolean marked,
    int keysKept,
    int keysDue,
    boolean derivedErased,
    boolean certified,
    boolean casesRefused) {}
