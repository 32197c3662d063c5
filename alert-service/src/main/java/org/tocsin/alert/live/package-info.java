/** Steps of alerts as they happen, for who looks at a screen. */
package org.tocsin.alert.live;
