/** Deadlines that several services go by. */
package org.tocsin.service.deadline;
