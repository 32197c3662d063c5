package org.tocsin.service.problem;

/**
 * A kind of problem; {@code docs/problems} has a page for each, named by its slug.
 *
 * @param slug the last part of the type URI, such as {@code unknown-field}
 * @param title the same words each time this kind occurs
 * @param status the HTTP status it is answered with
 */
public record ProblemType(String slug, String title, int status) {

  public static final ProblemType MALFORMED_JSON =
      new ProblemType("malformed-json", "The body is not the JSON that is expected here", 400);
  public static final ProblemType INVALID_REQUEST =
      new ProblemType("invalid-request", "The request cannot be understood", 400);
  public static final ProblemType UNAUTHENTICATED =
      new ProblemType("unauthenticated", "A valid credential is needed", 401);
  public static final ProblemType FORBIDDEN =
      new ProblemType("forbidden", "The credential does not allow this", 403);
  public static final ProblemType NOT_FOUND =
      new ProblemType("not-found", "There is nothing at this address", 404);
  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType("method-not-allowed", "The address does not take this method", 405);
  public static final ProblemType NOT_ACCEPTABLE =
      new ProblemType("not-acceptable", "No media type of the Accept header can be given", 406);
  public static final ProblemType CONFLICT =
      new ProblemType("conflict", "The request contradicts what is recorded", 409);
  public static final ProblemType CHANGED_MEANWHILE =
      new ProblemType("changed-meanwhile", "Something has changed since the page was read", 412);
  public static final ProblemType BODY_TOO_LARGE =
      new ProblemType("body-too-large", "The body is too large", 413);
  public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType("unsupported-media-type", "The body's media type is not taken here", 415);
  public static final ProblemType INVALID_EVENT =
      new ProblemType("invalid-event", "The event breaks rules; nothing of it was recorded", 422);
  public static final ProblemType PRECONDITION_REQUIRED =
      new ProblemType(
          "precondition-required", "The request must name the page that it decides on", 428);
  public static final ProblemType TOO_MANY_ATTEMPTS =
      new ProblemType("too-many-attempts", "Too many attempts to sign in", 429);
  public static final ProblemType INTERNAL = new ProblemType("internal", "The service failed", 500);
  public static final ProblemType OVERLOADED =
      new ProblemType("overloaded", "The service has more work than it takes at a time", 503);
  public static final ProblemType UNAVAILABLE =
      new ProblemType("unavailable", "The service cannot do this at the moment", 503);

  public ProblemType {
    if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("A slug is lower-case words joined by hyphens");
    }
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("A problem has a status from 400 to 599");
    }
  }

  /** The relative URI that a problem document carries as its {@code type}. */
  public String uri() {
    return "/problems/" + slug;
  }

  /**
   * The type for a status that some framework chose; its own words are not used, as they may repeat
   * input.
   */
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 412 -> CHANGED_MEANWHILE;
      case 413 -> BODY_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> TOO_MANY_ATTEMPTS;
      case 503 -> UNAVAILABLE;
      default ->
          status < 500
              ? new ProblemType(INVALID_REQUEST.slug(), INVALID_REQUEST.title(), status)
              : INTERNAL;
    };
  }
}
