/** Signed messages to machines of contacts, as the Standard Webhooks specification has them. */
package org.tocsin.alert.webhook;
