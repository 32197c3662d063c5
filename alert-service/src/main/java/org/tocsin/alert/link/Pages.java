package org.tocsin.alert.link;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How pages leave: nothing from elsewhere, nothing kept, nothing told to whoever comes next
 * (Content Security Policy Level 3, Referrer Policy, RFC 9111).
 */
final class Pages {

  /** The only style there is; the policy names its hash. */
  static final RawString STYLE =
      new RawString(
          "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
              + "button{font:inherit;padding:.8rem 1.6rem}dt{font-weight:bold}dd{white-space:pre-wrap}");

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + hash(STYLE.getValue())
          + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private Pages() {}

  static Response answer(int status, TemplateInstance page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Robots-Tag", "noindex, nofollow")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .entity(page.render())
        .build();
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
