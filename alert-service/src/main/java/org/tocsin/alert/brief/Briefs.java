package org.tocsin.alert.brief;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.service.peer.PeerKey;

/**
 * Asks the registry's consent gate for briefs. What it does not give within a second is done
 * without: an alert never waits for it longer.
 */
@ApplicationScoped
public class Briefs {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Between two questions for what the registry may be about to read. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * For how long a registry that does not answer is left alone, so that mails go at their speed.
   */
  private static final Duration REST = Duration.ofSeconds(2);

  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Optional<URI> registry;
  private final PeerKey key;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Clock clock = Clock.systemUTC();
  private volatile Instant restsUntil = Instant.MIN;

  Briefs(@ConfigProperty(name = "tocsin.registry.url") Optional<URI> registry, PeerKey key) {
    this.registry = registry;
    this.key = key;
  }

  /** What the gate answers to a member of the staff. */
  public sealed interface Answer {

    /** What may be read. */
    record Given(Brief brief) implements Answer {}

    /** The gate lets nothing through: no consent, or not on the list of those who may know. */
    record Withheld() implements Answer {}

    /** The registry does not answer, or does not know the case yet. */
    record Unavailable() implements Answer {}
  }

  /**
   * The briefs of all these cases for a contact; empty if any of them is not given within a second
   * altogether, for whatever reason. Each is audited by the registry as read by {@code contact/ID}.
   *
   * @param contact id
   */
  public Optional<List<Brief>> of(String contact, List<Wanted> wanted) {
    Instant now = clock.instant();
    if (registry.isEmpty() || key.authorization().isEmpty() || now.isBefore(restsUntil)) {
      return Optional.empty();
    }
    Instant until = now.plus(PATIENCE);
    var briefs = new ArrayList<Brief>();
    for (Wanted one : wanted) {
      String query = "&for=" + encoded(contact) + "&including=" + encoded(one.event());
      if (ask(one.caseId(), query, key.authorization().get(), until)
          instanceof Answer.Given given) {
        briefs.add(given.brief());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(briefs);
  }

  /**
   * The brief of a case for somebody who is signed in here, and by the same credential there: the
   * gate decides on that person, and records it.
   *
   * @param authorization the header that the person sent
   */
  public Answer ofStaff(UUID caseId, String authorization) {
    return registry.isEmpty()
        ? new Answer.Unavailable()
        : ask(caseId, "", authorization, clock.instant().plus(PATIENCE));
  }

  private Answer ask(UUID caseId, String query, String authorization, Instant until) {
    URI address = registry.get().resolve("/v1/cases/" + caseId + "/brief?purpose=alert" + query);
    try {
      while (true) {
        Duration left = Duration.between(clock.instant(), until);
        if (!left.isPositive()) {
          return new Answer.Unavailable();
        }
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(address)
                    .timeout(left)
                    .header("Authorization", authorization)
                    .build(),
                BodyHandlers.ofString());
        switch (answer.statusCode()) {
          case OK -> {
            return new Answer.Given(json.readValue(answer.body(), Brief.class));
          }
          case FORBIDDEN -> {
            return new Answer.Withheld();
          }
          case NOT_FOUND -> Thread.sleep(PAUSE);
          default -> {
            return new Answer.Unavailable();
          }
        }
      }
    } catch (IOException e) {
      restsUntil = clock.instant().plus(REST);
      return new Answer.Unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unavailable();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
