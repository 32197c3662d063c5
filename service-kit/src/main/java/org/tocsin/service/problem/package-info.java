/**
 * How every service answers what it cannot do: problem documents by RFC 9457 that never repeat what
 * was sent.
 */
package org.tocsin.service.problem;
