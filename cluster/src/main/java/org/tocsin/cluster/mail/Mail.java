package org.tocsin.cluster.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A mail as the sink received it, one for each recipient.
 *
 * @param source all of it, header fields and body
 */
public record Mail(String to, String from, String source, Instant receivedAt) {

  /** Empty if there is none. */
  public String subject() {
    try {
      String subject = mime().getSubject();
      return subject == null ? "" : subject;
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail that cannot be read", e);
    }
  }

  /** What a reader without a key sees first. */
  public String text() {
    try {
      return text(mime());
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail that cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MimeMessage mime() throws MessagingException {
    return new MimeMessage(null, new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * All text parts, one after another, but of alternatives the first; anything else by its media
   * type.
   */
  private static String text(Part part) throws MessagingException, IOException {
    Object content = part.getContent();
    if (content instanceof Multipart parts) {
      var text = new StringBuilder();
      int most = part.isMimeType("multipart/alternative") ? 1 : parts.getCount();
      for (int i = 0; i < most; i++) {
        text.append(text(parts.getBodyPart(i)));
      }
      return text.toString();
    }
    return content instanceof String plain ? plain : "[" + part.getContentType() + "]";
  }
}
