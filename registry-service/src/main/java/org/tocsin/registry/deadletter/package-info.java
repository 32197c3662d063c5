/** What could not be read or handled, for those who look after it: by reference and reason. */
package org.tocsin.registry.deadletter;
