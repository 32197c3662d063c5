package org.tocsin.intake.followup;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.identity.Organisation;
import org.tocsin.service.peer.PeerKey;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Asks registry-service what became of a partner's events. */
@ApplicationScoped
public class Registry {

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Optional<URI> address;
  private final PeerKey key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  Registry(@ConfigProperty(name = "tocsin.registry.url") Optional<URI> address, PeerKey key) {
    this.address = address;
    this.key = key;
  }

  /**
   * Its answer as JSON; empty if it knows no such thing. Blocks for up to four seconds.
   *
   * @param path what to ask for, made of ids only
   * @throws ProblemException 503 if it does not answer
   */
  Optional<String> ask(Organisation organisation, String path) {
    if (address.isEmpty() || key.authorization().isEmpty()) {
      throw unavailable();
    }
    var request =
        HttpRequest.newBuilder(
                address.get().resolve("/v1/submissions/" + organisation.id() + "/" + path))
            .timeout(PATIENCE)
            .header("Authorization", key.authorization().get())
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case OK -> Optional.of(answer.body());
        case NOT_FOUND -> Optional.empty();
        default -> throw unavailable();
      };
    } catch (IOException e) {
      throw unavailable();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  /** What is answered for what the registry does not know. */
  static ProblemException unknown() {
    return ProblemException.of(
        ProblemType.NOT_FOUND,
        "Your organisation has sent no such thing, or it is not visible yet: that takes about a second.");
  }

  private static ProblemException unavailable() {
    return new ProblemException(
            Problem.of(
                ProblemType.UNAVAILABLE,
                "What became of your events cannot be said at the moment. What was answered with 202 is recorded all the same. Ask again later."))
        .with("Retry-After", "5");
  }
}
