/** HTTP requests to others: providers and receivers of webhooks. */
package org.tocsin.alert.http;
