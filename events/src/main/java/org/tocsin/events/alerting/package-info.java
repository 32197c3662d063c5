/** What became of alerts, as it stands in {@code alert-events}: ids, codes and times only. */
package org.tocsin.events.alerting;
