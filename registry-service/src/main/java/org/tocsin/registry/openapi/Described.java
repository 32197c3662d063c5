package org.tocsin.registry.openapi;

import java.util.Map;
import org.tocsin.service.openapi.Description;

/** What the registry's addresses have in common, for the OpenAPI document. */
public final class Described extends Description {

  private static final Map<String, String> PROBLEMS =
      Map.of(
          "400", "A parameter or the body is not as it has to be: each is named, with a fix",
          "401", "No credential, or not a valid one",
          "403", "The roles are not enough, or the reader is not on the case's need-to-know list",
          "503",
              "The log or the database does not answer, or what was asked is not in the tables yet: ask again");

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry(
              "asOf",
              "What had happened by then: a day (to its end, UTC) or an instant with an offset; all that is known where it is left out"),
          Map.entry(
              "knownAt",
              "As it was known then, in the same forms; asked again with it, the answer has the same digits. Where it is left out, what is known now"),
          Map.entry("id", "The id, as other answers give it"),
          Map.entry("code", "The State: ISO 3166-1 alpha-2, in capital letters"),
          Map.entry("organisation", "The partner organisation"),
          Map.entry("caseId", "The id of the case"),
          Map.entry("event", "The id of the decision, as its answer gave it"),
          Map.entry("after", "The next of the page before; the first page where it is left out"),
          Map.entry("limit", "How many entries a page has at most"),
          Map.entry("page", "Which page, from 1"),
          Map.entry(
              "purpose",
              "For what it is asked: a code of docs/registry.md, Consent and disclosure"),
          Map.entry("for", "The id of the contact for whom it is"),
          Map.entry("partner", "The organisation of the contact, if it is a partner's"),
          Map.entry(
              "including",
              "An event that the brief has to tell of, as ORIGIN ID; 404 until it is known"),
          Map.entry("who", "A user's name, contact/ID, partner/ID or a service"),
          Map.entry("minimumScore", "From 0 to 1"),
          Map.entry("If-Match", "The ETag of the page that was read"));

  public Described() {
    super(PROBLEMS, PARAMETERS);
  }
}
