package org.tocsin.registry.parameter;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the next page of a list begins, as the parameter {@code after} has it. It carries the time
 * for which the list was made: however much arrives meanwhile, all pages are of one list.
 *
 * @param knownAt of the list, in milliseconds
 * @param place the last entry before the page
 */
public record PageMark<P>(Instant knownAt, P place) {

  /**
   * Reads the parameter; empty where nothing is said, for the first page.
   *
   * @param knownAt the parameter of this name, which goes with the first page only
   * @param reading the place in a text; empty if there is none
   * @throws org.tocsin.service.problem.ProblemException with 400 if no page begins there
   */
  public static <P> Optional<PageMark<P>> read(
      String after, String knownAt, Function<String, Optional<P>> reading) {
    Optional<PageMark<P>> mark =
        Parameters.read("after", after, "the next of the page before", text -> of(text, reading));
    if (mark.isPresent() && knownAt != null && !knownAt.isEmpty()) {
      throw Parameters.invalid(
          "knownAt", "The mark in after carries it already.", "Leave it out, or leave out after.");
    }
    return mark;
  }

  /** For when the list is asked: what the mark carries, or else the parameter. */
  public static String knownAt(Optional<? extends PageMark<?>> mark, String knownAt) {
    return mark.map(each -> each.knownAt().toString()).orElse(knownAt);
  }

  /**
   * A page as an answer, with the header Link (RFC 8288) to the next one.
   *
   * @param next the mark of the next page; null on the last
   */
  public static Response answer(Object page, UriInfo address, String next) {
    var answer = Response.ok(page);
    return next == null
        ? answer.build()
        : answer.header(HttpHeaders.LINK, link(address, next)).build();
  }

  private static String link(UriInfo address, String next) {
    var page =
        address
            .getRequestUriBuilder()
            .replaceQueryParam("knownAt")
            .replaceQueryParam("after", next)
            .build();
    return "<" + page.getRawPath() + "?" + page.getRawQuery() + ">; rel=\"next\"";
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((knownAt.toEpochMilli() + " " + place).getBytes(StandardCharsets.UTF_8));
  }

  private static <P> Optional<PageMark<P>> of(String text, Function<String, Optional<P>> reading) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
      Instant knownAt = Instant.ofEpochMilli(Long.parseLong(parts[0]));
      return parts.length == 2
          ? reading.apply(parts[1]).map(place -> new PageMark<>(knownAt, place))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException none) {
      return Optional.empty();
    }
  }
}
