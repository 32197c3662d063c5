/** SMS: the providers by which they go out, and what people answer. */
package org.tocsin.alert.sms;
