/** Who was alerted of a case, as alert-service tells it in {@code alert-events}. */
package org.tocsin.registry.alerted;
