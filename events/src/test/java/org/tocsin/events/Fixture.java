package org.tocsin.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;

/** Submitted events of every type, and a reader with a secret that is used in tests only. */
public final class Fixture {

  public static final ObjectMapper JSON = new ObjectMapper();
  public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  public static final Organisation ORGANISATION = new Organisation("example-ngo");
  public static final IdentityKey KEY =
      new IdentityKey("a secret of the tests, not of any cluster".getBytes(StandardCharsets.UTF_8));

  private Fixture() {}

  public static ObjectNode submission(String type) {
    return (ObjectNode) json("/submissions/" + type + ".json");
  }

  public static JsonNode json(String resource) {
    try (var in = Fixture.class.getResourceAsStream(resource)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Submission read(ObjectNode submission) {
    return new SubmissionReader(KEY)
        .read(ORGANISATION, Envelope.structured(submission.deepCopy()), NOW);
  }

  public static Event accepted(ObjectNode submission) {
    return switch (read(submission)) {
      case Submission.Accepted(Event event, var warnings) -> event;
      case Submission.Refused(var violations) -> throw new AssertionError("refused: " + violations);
    };
  }
}
