/** Records that alerting could not read or handle: the list of them, and trying them once more. */
package org.tocsin.alert.deadletter;
