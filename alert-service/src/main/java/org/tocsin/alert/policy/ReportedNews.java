package org.tocsin.alert.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.alert.decision.News;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Violation;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * The news in an event as a partner sends it, for a dry run: read as intake reads it, decided as it
 * would be, and then forgotten.
 */
final class ReportedNews {

  private static final Pattern SOURCE = Pattern.compile("/partners/(.+)");

  /** Ids are of no use here, so any key does. */
  private static final SubmissionReader READER =
      new SubmissionReader(new IdentityKey(new byte[32]));

  private ReportedNews() {}

  /**
   * What decides the policy of the alert that this event alone would raise; empty if it is no news.
   *
   * @param event a CloudEvent in structured mode
   */
  static Optional<Traits> traits(ObjectNode event, Instant now) {
    Matcher source = SOURCE.matcher(event.path("source").asText());
    if (!source.matches() || !Organisation.SYNTAX.matcher(source.group(1)).matches()) {
      throw refused(
          List.of(
              Fault.inBody(
                  "/source",
                  "value",
                  "This is no partner.",
                  "Give /partners/ and the id of a partner.")));
    }
    return switch (READER.read(
        new Organisation(source.group(1)), Envelope.structured(event), now)) {
      case Submission.Refused(List<Violation> violations) ->
          throw refused(
              violations.stream()
                  .map(one -> Fault.inBody(one.pointer(), one.rule(), one.detail(), one.fix()))
                  .toList());
      case Submission.Accepted accepted -> News.of(accepted.event(), now).map(ReportedNews::traits);
    };
  }

  private static Traits traits(News news) {
    return new Traits(
        news.severity(),
        news.timing(),
        news.about().actType(),
        news.about().state(),
        news.about().partner(),
        false);
  }

  private static ProblemException refused(List<Fault> faults) {
    return ProblemException.of(
        ProblemType.INVALID_EVENT, "Nothing was recorded, as ever in a dry run.", faults);
  }
}
