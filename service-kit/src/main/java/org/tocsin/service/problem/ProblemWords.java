package org.tocsin.service.problem;

/** What is said in detail when a framework, not our own code, refused a request. */
final class ProblemWords {

  private ProblemWords() {}

  static String of(ProblemType type) {
    return switch (type.slug()) {
      case "malformed-json" ->
          "Send one JSON document in UTF-8 that has the shape the OpenAPI document gives.";
      case "unauthenticated" ->
          "Send the Authorization header: staff by HTTP Basic or a token of the organisation's"
              + " sign-in, partners their API key as a bearer token.";
      case "forbidden" -> "Ask the administrator for the role that this needs.";
      case "not-found" -> "Look the address up in the OpenAPI document, and check the id in it.";
      case "method-not-allowed" -> "Use one of the methods that the OpenAPI document gives for it.";
      case "not-acceptable" -> "Leave the Accept header out, or ask for application/json.";
      case "conflict" -> "Read the present state, then decide again.";
      case "body-too-large" -> "Send less at once: split it into several requests.";
      case "unsupported-media-type" ->
          "Set Content-Type to one of the media types that the OpenAPI document gives.";
      case "too-many-attempts" -> "Wait as many seconds as the Retry-After header says.";
      case "unavailable" ->
          "Nothing is known to have been done. Send the same request again after a while.";
      default -> "Compare the request with the OpenAPI document.";
    };
  }
}
