package org.tocsin.service.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/**
 * A problem document by RFC 9457, answered as {@code application/problem+json}.
 *
 * @param type relative URI of the kind of problem
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what happened this time, without any value that was sent; may be null
 * @param instance a URN that is also in the log, only where somebody has to look there; may be null
 * @param errors what is wrong, one by one; empty where there is only one thing to say
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String detail, String instance, List<Fault> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Problem {
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** With the words that fit most problems of the type. */
  public static Problem of(ProblemType type) {
    return of(type, ProblemWords.of(type));
  }

  public static Problem of(ProblemType type, String detail) {
    return of(type, detail, List.of());
  }

  public static Problem of(ProblemType type, String detail, List<Fault> errors) {
    return new Problem(type.uri(), type.title(), type.status(), detail, null, errors);
  }

  /** A failure of ours, which says nothing but where in the log to look. */
  public static Problem internal(UUID id) {
    var type = ProblemType.INTERNAL;
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        "The cause is in the log of this service under the id given as instance.",
        "urn:uuid:" + id,
        List.of());
  }

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A problem of strings and numbers is JSON", impossible);
    }
  }

  /**
   * The answer, ready for further headers; its body is a string, so that no content negotiation
   * touches it.
   */
  public Response.ResponseBuilder response() {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(json());
  }
}
