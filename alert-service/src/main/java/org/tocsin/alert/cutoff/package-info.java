/** Cutting off a contact whose handset or mailbox is lost. */
package org.tocsin.alert.cutoff;
