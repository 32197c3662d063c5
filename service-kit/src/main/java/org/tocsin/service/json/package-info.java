/** How every service reads JSON of which it trusts nothing. */
package org.tocsin.service.json;
