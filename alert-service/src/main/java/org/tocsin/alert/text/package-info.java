/** What contacts read, in their languages. */
package org.tocsin.alert.text;
