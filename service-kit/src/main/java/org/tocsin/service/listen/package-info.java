/** Where a service may listen. */
package org.tocsin.service.listen;
