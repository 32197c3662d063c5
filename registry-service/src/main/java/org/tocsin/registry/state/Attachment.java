package org.tocsin.registry.state;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Figures as a file to keep: its name says for when they were computed. */
final class Attachment {

  private Attachment() {}

  /**
   * An answer that is saved under a name.
   *
   * @param of what the figures are of, such as {@code states}
   * @param ending of the file, such as {@code csv}
   */
  static Response of(Object figures, String of, Instant knownAt, String ending) {
    String name = "tocsin-" + of + "-" + knownAt.toString().replaceAll("[:.]", "-") + "." + ending;
    return Response.ok(figures)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
