/** What all who write to the database have in common. */
package org.tocsin.alert.rows;
