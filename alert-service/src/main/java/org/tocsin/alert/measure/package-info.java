/** What ops see of alerting in {@code /q/metrics}; the rules stand in {@code deploy/prometheus}. */
package org.tocsin.alert.measure;
