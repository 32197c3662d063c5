package org.tocsin.service.problem;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource throws into a problem document. */
public final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  /** Before the mappers that Quarkus brings for the same exceptions. */
  private static final int FIRST = 1;

  /** Headers of a framework's answer that a client needs to put things right. */
  private static final List<String> KEPT =
      List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE);

  @ServerExceptionMapper(priority = FIRST)
  public Response problem(ProblemException thrown) {
    var response = thrown.problem().response();
    thrown.headers().forEach(response::header);
    return response.build();
  }

  @ServerExceptionMapper(priority = FIRST)
  public Response refused(WebApplicationException thrown) {
    var original = thrown.getResponse();
    if (original.getStatus() < 400) {
      return original;
    }
    if (original.getStatus() == 500) {
      return failure(thrown);
    }
    var type =
        thrown.getCause() instanceof JsonProcessingException
            ? ProblemType.MALFORMED_JSON
            : ProblemType.ofStatus(original.getStatus());
    var response = Problem.of(type).response();
    for (var header : KEPT) {
      if (original.getHeaderString(header) != null) {
        response.header(header, original.getHeaderString(header));
      }
    }
    return response.build();
  }

  /**
   * The body is JSON, but not of the expected shape; the pointer is ours, as far as it names
   * declared fields.
   */
  @ServerExceptionMapper(priority = FIRST)
  public Response mismatched(MismatchedInputException thrown) {
    var fault =
        Fault.inBody(
            declaredPlace(thrown),
            "shape",
            "The value here has another type than the one expected.",
            "Compare the body with the service's OpenAPI document.");
    return Problem.of(
            ProblemType.MALFORMED_JSON, ProblemWords.of(ProblemType.MALFORMED_JSON), List.of(fault))
        .response()
        .build();
  }

  @ServerExceptionMapper(priority = FIRST)
  public Response unwritable(InvalidDefinitionException thrown) {
    return failure(thrown);
  }

  @ServerExceptionMapper(priority = FIRST)
  public Response unauthenticated(UnauthorizedException thrown) {
    return unauthenticated();
  }

  @ServerExceptionMapper(priority = FIRST)
  public Response unauthenticated(AuthenticationFailedException thrown) {
    return unauthenticated();
  }

  @ServerExceptionMapper(priority = FIRST)
  public Response forbidden(ForbiddenException thrown) {
    return Problem.of(ProblemType.FORBIDDEN).response().build();
  }

  @ServerExceptionMapper(priority = FIRST)
  public Response failure(Throwable thrown) {
    var id = UUID.randomUUID();
    LOG.errorf(WithoutMessage.of(thrown), "Request failed, id %s", id);
    return Problem.internal(id).response().build();
  }

  private static Response unauthenticated() {
    return Problem.of(ProblemType.UNAUTHENTICATED)
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, Challenge.BASIC)
        .build();
  }

  /**
   * Jackson's path without the last step if that one is a name chosen by the sender (an unknown
   * field).
   */
  private static String declaredPlace(JsonMappingException thrown) {
    var pointer = JsonPointer.empty();
    for (var step : thrown.getPath()) {
      if (step.getFieldName() == null) {
        pointer = pointer.appendIndex(Math.max(0, step.getIndex()));
      } else if (isDeclared(step)) {
        pointer = pointer.appendProperty(step.getFieldName());
      } else {
        break;
      }
    }
    return pointer.toString();
  }

  private static boolean isDeclared(JsonMappingException.Reference step) {
    return step.getFrom() instanceof Class<?> type
        ? declares(type, step.getFieldName())
        : step.getFrom() != null && declares(step.getFrom().getClass(), step.getFieldName());
  }

  private static boolean declares(Class<?> type, String field) {
    return type.isRecord()
        && List.of(type.getRecordComponents()).stream().anyMatch(c -> c.getName().equals(field));
  }
}
