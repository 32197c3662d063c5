/** The log: its topics, writing to it, and following it without losing or doubling anything. */
package org.tocsin.service.log;
