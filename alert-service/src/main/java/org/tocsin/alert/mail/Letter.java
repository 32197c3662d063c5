package org.tocsin.alert.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.openpgp.PGPException;

/**
 * A mail as it is sent: its header fields, and its body as lines of 7-bit text with LF at their end
 * (RFC 5322, RFC 2045). The subject is always the same, and there is no Reply-To. Pure.
 */
public record Letter(Map<String, String> headers, String body) {

  /** The subject of every mail, in every language and whatever it tells. */
  public static final String SUBJECT = "Tocsin notice";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * Between whom it goes.
   *
   * @param from the mailbox of the service, with or without a name before it
   * @param id of the notification: the Message-ID is made of it, so that a mail that is sent again
   *     is the same mail to programs that know it already
   */
  public record Envelope(String from, String to, UUID id, Instant date) {

    private String domain() {
      return from.substring(from.indexOf('@') + 1).replace(">", "").strip();
    }

    private Map<String, String> headers(String subject) {
      var headers = new LinkedHashMap<String, String>();
      headers.put("From", from);
      headers.put("To", to);
      headers.put("Subject", subject);
      headers.put("Date", DATE.format(date));
      headers.put("Message-ID", "<" + id + "@" + domain() + ">");
      return headers;
    }
  }

  /**
   * A bare mail, readable by everybody on the way.
   *
   * @throws IllegalArgumentException for a content with a brief
   */
  public static Letter open(Envelope envelope, Content content) {
    if (!content.isBare()) {
      throw new IllegalArgumentException("a brief leaves only encrypted");
    }
    Map<String, String> headers = envelope.headers(SUBJECT);
    headers.put("MIME-Version", "1.0");
    headers.put("Content-Type", "multipart/alternative; boundary=\"" + boundary(envelope) + "\"");
    return new Letter(headers, alternatives(envelope, content));
  }

  /**
   * An encrypted mail (RFC 3156): outside nothing but what a bare mail shows, inside the content
   * with all header fields, protected (RFC 9788), and a subject that says what it is.
   *
   * @throws PGPException if the key does not work
   */
  public static Letter sealed(Envelope envelope, Content content, PublicKey.Usable key)
      throws PGPException {
    Map<String, String> outer = envelope.headers(SUBJECT);
    var inner = new StringBuilder();
    field(inner, "MIME-Version", "1.0");
    field(
        inner,
        "Content-Type",
        "multipart/alternative; hp=\"cipher\";\n boundary=\"" + boundary(envelope) + "\"");
    envelope
        .headers(content.lines().getFirst())
        .forEach((name, value) -> field(inner, name, value));
    outer.forEach((name, value) -> field(inner, "HP-Outer", name + ": " + value));
    inner.append('\n').append(alternatives(envelope, content));
    String boundary = boundary(envelope) + "-sealed";
    outer.put("MIME-Version", "1.0");
    outer.put(
        "Content-Type",
        "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\""
            + boundary
            + "\"");
    return new Letter(
        outer,
        "--%1$s\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--%1$s\nContent-Type: application/octet-stream\n\n%2$s\n--%1$s--\n"
            .formatted(boundary, key.encrypt(inner.toString())));
  }

  /** The mail as it goes over the wire, with CRLF at the end of lines (RFC 5322). */
  public String source() {
    var source = new StringBuilder();
    headers.forEach((name, value) -> field(source, name, value));
    return source.append('\n').append(body).toString().replace("\n", "\r\n");
  }

  private static String alternatives(Envelope envelope, Content content) {
    var body = new StringBuilder();
    part(body, envelope, "plain", content.text());
    part(body, envelope, "html", content.html());
    return body.append("--").append(boundary(envelope)).append("--\n").toString();
  }

  private static void part(StringBuilder body, Envelope envelope, String kind, String text) {
    body.append("--").append(boundary(envelope)).append('\n');
    field(body, "Content-Type", "text/" + kind + "; charset=utf-8");
    boolean encoded = QuotedPrintable.isNeeded(text);
    field(body, "Content-Transfer-Encoding", encoded ? "quoted-printable" : "7bit");
    body.append('\n').append(encoded ? QuotedPrintable.encode(text) : text).append('\n');
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  /**
   * No quoted-printable text has an equals sign before an underscore (RFC 2045, section 6.7), and
   * nobody who writes a text can know the identity of the notification.
   */
  private static String boundary(Envelope envelope) {
    return "=_" + envelope.id();
  }

  /** Without the address, which is personal: records end up in logs. */
  @Override
  public String toString() {
    return headers.get("Message-ID");
  }
}
