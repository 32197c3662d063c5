package org.tocsin.registry.state;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.tocsin.registry.parameter.Parameters;

/** In which form figures are answered; the name of a file says for when they were computed. */
enum Format {
  /** To be read by programs and people. */
  JSON,
  /** The same to be kept. */
  JSON_FILE,
  /** For spreadsheets, to be kept. */
  CSV_FILE;

  static final String CSV = "text/csv";

  private static final MediaType CSV_TYPE = MediaType.valueOf(CSV);

  /**
   * What is asked for; JSON where both will do.
   *
   * @param accepted the best liked first
   * @param download the parameter of this name
   */
  static Format of(List<MediaType> accepted, String download) {
    boolean file = Parameters.truth("download", download).orElse(false);
    for (MediaType type : accepted) {
      if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        break;
      }
      if (type.isCompatible(CSV_TYPE)) {
        return CSV_FILE;
      }
    }
    return file ? JSON_FILE : JSON;
  }

  /**
   * The answer.
   *
   * @param of what the figures are of, such as {@code states}
   */
  Response answer(Object figures, Supplier<String> csv, String of, Instant knownAt) {
    return switch (this) {
      case JSON -> Response.ok(figures, MediaType.APPLICATION_JSON_TYPE).build();
      case JSON_FILE -> file(figures, MediaType.APPLICATION_JSON_TYPE, of, knownAt, "json");
      case CSV_FILE -> file(csv.get(), CSV_TYPE, of, knownAt, "csv");
    };
  }

  private static Response file(
      Object content, MediaType type, String of, Instant knownAt, String ending) {
    String name = "tocsin-" + of + "-" + knownAt.toString().replaceAll("[:.]", "-") + "." + ending;
    return Response.ok(content, type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
