/**
 * Erasure (DOMAIN.md, section 6, rule 11): an order in the record, carried out by destroying the
 * defender's data keys, and a certificate once nothing is left.
 */
package org.tocsin.registry.erasure;
