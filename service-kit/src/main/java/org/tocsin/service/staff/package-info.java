/** How staff sign in: built-in users from a file, or OpenID Connect. */
package org.tocsin.service.staff;
