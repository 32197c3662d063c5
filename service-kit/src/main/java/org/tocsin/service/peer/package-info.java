/** Calls from one of Tocsin's services to another. */
package org.tocsin.service.peer;
