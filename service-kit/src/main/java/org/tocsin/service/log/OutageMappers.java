package org.tocsin.service.log;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemMappers;
import org.tocsin.service.problem.ProblemType;

/**
 * What a resource does not put in words of its own: while database or brokers are away, nothing is
 * wrong with the request or the service, and the same request will do later.
 */
public final class OutageMappers {

  /** Before the mapper of all that is thrown. */
  private static final int FIRST = 1;

  private static final String SECONDS = "5";

  /**
   * SQL states (class: first two characters) of a server that is not there, is starting or
   * stopping, or has no room. The pool gives none when it has no connection.
   */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  private final ProblemMappers others = new ProblemMappers();

  /** The brokers do not answer. */
  @ServerExceptionMapper(priority = FIRST)
  public Response brokers(BrokerException thrown) {
    return later("The log does not answer.");
  }

  /** The database does not answer; anything else that it says is a fault of the service. */
  @ServerExceptionMapper(priority = FIRST)
  public Response database(SQLException thrown) {
    String state = thrown.getSQLState();
    return state == null || state.length() == 5 && AWAY.contains(state.substring(0, 2))
        ? later("The database does not answer.")
        : others.failure(thrown);
  }

  private static Response later(String what) {
    return Problem.of(ProblemType.UNAVAILABLE, what + " Send the same request again after a while.")
        .response()
        .header(HttpHeaders.RETRY_AFTER, SECONDS)
        .build();
  }
}
