package org.tocsin.service.problem;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Thrown anywhere below a resource to answer with a problem document. */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  public ProblemException(Problem problem) {
    this(problem, Map.of());
  }

  private ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.type());
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  public static ProblemException of(ProblemType type, String detail) {
    return new ProblemException(Problem.of(type, detail));
  }

  public static ProblemException of(ProblemType type, String detail, List<Fault> errors) {
    return new ProblemException(Problem.of(type, detail, errors));
  }

  /** The same with one more response header, such as {@code Retry-After}. */
  public ProblemException with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new ProblemException(problem, more);
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
