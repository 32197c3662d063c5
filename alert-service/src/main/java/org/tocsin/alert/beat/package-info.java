/** Silence is suspicious: what has to be heard of regularly, by us and of us. */
package org.tocsin.alert.beat;
