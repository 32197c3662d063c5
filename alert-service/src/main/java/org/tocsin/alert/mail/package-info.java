/** What a mail looks like: headers, plain text, HTML, encryption. */
package org.tocsin.alert.mail;
