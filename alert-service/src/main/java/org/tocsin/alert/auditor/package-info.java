/** Looks from outside whether alerting does its work, and alarms ops by a way of its own. */
package org.tocsin.alert.auditor;
