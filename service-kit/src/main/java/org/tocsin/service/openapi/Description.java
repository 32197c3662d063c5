package org.tocsin.service.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * What all addresses of a service have in common, said once for its OpenAPI document: problems,
 * roles, and parameters of the same name and meaning. What an address says itself stands.
 */
public abstract class Description implements OASFilter {

  private static final String PROBLEM = "Problem";
  private static final Set<String> SIGN_IN = Set.of("401", "403");

  private final Map<String, String> problems;
  private final Map<String, String> parameters;

  /**
   * What a service says once.
   *
   * @param problems what can go wrong at every address, by status; 401 and 403 only where somebody
   *     has to sign in
   * @param parameters what those without words of their own mean, by name
   */
  protected Description(Map<String, String> problems, Map<String, String> parameters) {
    this.problems = problems;
    this.parameters = parameters;
  }

  @Override
  public final void filterOpenAPI(OpenAPI document) {
    document.getComponents().addSchema("Fault", fault()).addSchema(PROBLEM, problem());
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations().values().forEach(operation -> describe(path, operation)));
  }

  private void describe(String path, Operation operation) {
    var responses = operation.getResponses();
    String roles = roles(operation);
    Map<String, String> possible = new TreeMap<>(problems);
    if (roles.isEmpty()) {
      possible.keySet().removeAll(SIGN_IN);
    }
    if (path.contains("{")) {
      possible.put("404", "There is nothing at this address");
    }
    possible.forEach(
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
        parameter.setDescription(parameters.get(parameter.getName()));
      }
    }
    String who = roles.isEmpty() ? "Nobody has to sign in." : "Roles: " + roles + ".";
    operation.setDescription(
        operation.getDescription() == null ? who : operation.getDescription() + " " + who);
  }

  private static boolean isOfTheFramework(APIResponse response) {
    return List.of("Bad Request", "Not Authorized", "Not Allowed")
        .contains(response.getDescription());
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
