/** The pages behind the links in mails. */
package org.tocsin.alert.link;
