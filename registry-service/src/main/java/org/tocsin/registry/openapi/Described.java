package org.tocsin.registry.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.tocsin.service.problem.Problem;

/**
 * What all addresses of the registry have in common, said once for the OpenAPI document: problems,
 * roles, and parameters of the same name and meaning. What an address says itself stands.
 */
public final class Described implements OASFilter {

  private static final String PROBLEM = "Problem";

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

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getComponents().addSchema("Fault", fault()).addSchema(PROBLEM, problem());
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations().values().forEach(operation -> describe(path, operation)));
  }

  private static void describe(String path, Operation operation) {
    var responses = operation.getResponses();
    Map<String, String> problems = new TreeMap<>(PROBLEMS);
    if (path.contains("{")) {
      problems.put("404", "There is nothing at this address");
    }
    problems.forEach(
        (status, words) -> {
          APIResponse own = responses.getAPIResponse(status);
          if (own == null || isOfTheFramework(own)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(words));
          }
        });
    Map<String, APIResponse> ordered = new TreeMap<>(responses.getAPIResponses());
    ordered.forEach(
        (status, response) -> {
          if (status.charAt(0) >= '4' && response.getContent() == null) {
            response.setContent(
                OASFactory.createContent()
                    .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(PROBLEM))));
          }
        });
    responses.setAPIResponses(ordered);
    for (Parameter parameter : Optional.ofNullable(operation.getParameters()).orElse(List.of())) {
      if (parameter.getDescription() == null) {
        parameter.setDescription(PARAMETERS.get(parameter.getName()));
      }
    }
    String roles = "Roles: " + roles(operation) + ".";
    operation.setDescription(
        operation.getDescription() == null ? roles : operation.getDescription() + " " + roles);
  }

  private static boolean isOfTheFramework(APIResponse response) {
    return List.of("Not Authorized", "Not Allowed").contains(response.getDescription());
  }

  private static String roles(Operation operation) {
    return Optional.ofNullable(operation.getSecurity()).orElse(List.of()).stream()
        .flatMap(requirement -> requirement.getSchemes().values().stream())
        .flatMap(List::stream)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static Schema problem() {
    return object("A problem document (RFC 9457): docs/problems has a page for each type")
        .addProperty("type", text("Such as /problems/invalid-request; programs compare this"))
        .addProperty("title", text("The kind in words"))
        .addProperty("status", number("The HTTP status"))
        .addProperty("detail", text("What to do"))
        .addProperty("instance", text("What to look for in the log, where somebody has to"))
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.ARRAY))
                .description("What is wrong, one by one")
                .items(OASFactory.createSchema().ref("Fault")));
  }

  private static Schema fault() {
    return object("One thing that is wrong; it has one of pointer, header and parameter")
        .addProperty("pointer", text("JSON pointer into the body"))
        .addProperty("header", text("Name of a header"))
        .addProperty("parameter", text("Name of a parameter"))
        .addProperty("rule", text("The rule's stable name; programs compare this"))
        .addProperty("detail", text("What is wrong"))
        .addProperty("fix", text("What to do"));
  }

  private static Schema object(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .description(description);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.STRING))
        .description(description);
  }

  private static Schema number(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.INTEGER))
        .description(description);
  }
}
