package org.tocsin.registry.parameter;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * Refuses query parameters that an address does not have: a misspelt filter would otherwise show
 * more than was asked for, and a misspelt time another figure.
 */
public final class DeclaredParameters {

  /** What can be the name of a parameter; anything else that was sent is not repeated. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z-]{0,29}");

  private final Map<Method, Set<String>> declared = new ConcurrentHashMap<>();

  @ServerRequestFilter
  public void check(ContainerRequestContext request, ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    Set<String> sent = request.getUriInfo().getQueryParameters().keySet();
    if (method == null || sent.isEmpty()) {
      return;
    }
    Set<String> known = declared.computeIfAbsent(method, DeclaredParameters::declaredBy);
    List<Fault> faults =
        sent.stream()
            .filter(name -> !known.contains(name))
            .sorted()
            .map(name -> unknown(name, known))
            .toList();
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemType.INVALID_REQUEST, "This address has no such query parameter.", faults);
    }
  }

  private static Fault unknown(String name, Set<String> known) {
    return Fault.inParameter(
        NAME.matcher(name).matches() ? name : "(not a name)",
        "unknown-parameter",
        "This address has no parameter of this name.",
        known.isEmpty()
            ? "Leave it out: it has none."
            : "Leave it out, or give one of " + String.join(", ", known) + ".");
  }

  private static Set<String> declaredBy(Method method) {
    return Stream.of(method.getParameters())
        .flatMap(DeclaredParameters::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(Parameter parameter) {
    return parameter.isAnnotationPresent(BeanParam.class)
        ? Stream.of(parameter.getType().getDeclaredFields()).flatMap(DeclaredParameters::name)
        : name(parameter);
  }

  private static Stream<String> name(AnnotatedElement element) {
    return Stream.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
  }
}
