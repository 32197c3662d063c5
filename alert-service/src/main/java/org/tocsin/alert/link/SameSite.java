package org.tocsin.alert.link;

import jakarta.ws.rs.core.HttpHeaders;

/**
 * Whether a button was pressed on a page of ours. A browser sends a password that it knows with any
 * form, from whatever page; it also says from which (Fetch Metadata, {@code Sec-Fetch-Site}; where
 * it is not sent, {@code Origin}, which our pages have it send as {@code null}).
 */
final class SameSite {

  private SameSite() {}

  /** What says nothing of it is no browser. */
  static boolean is(HttpHeaders headers) {
    String site = headers.getHeaderString("Sec-Fetch-Site");
    String origin = headers.getHeaderString("Origin");
    return site == null ? origin == null : site.equals("same-origin") || site.equals("none");
  }
}
