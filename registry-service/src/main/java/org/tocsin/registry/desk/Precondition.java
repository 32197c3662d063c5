package org.tocsin.registry.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.registry.history.EntityTag;
import org.tocsin.registry.history.EntityTag.Mark;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Whether a decision is made on the page as it is now (RFC 9110, section 13.1.1; RFC 6585). */
final class Precondition {

  private static final String HEADER = "If-Match";
  private static final int MOST_TOLD = 20;

  private Precondition() {}

  /**
   * The tags of a request.
   *
   * @throws ProblemException (428) if there is none that a page of ours can have
   */
  static List<EntityTag> tags(String ifMatch) {
    List<EntityTag> tags =
        ifMatch == null
            ? List.of()
            : Stream.of(ifMatch.split(","))
                .map(EntityTag::parse)
                .flatMap(Optional::stream)
                .toList();
    if (tags.isEmpty()) {
      throw ProblemException.of(
          ProblemType.PRECONDITION_REQUIRED,
          "Read the page, then send the decision with its ETag in the header If-Match. Nothing was recorded.",
          List.of(
              Fault.inHeader(
                  HEADER,
                  "required",
                  "This header is missing, or holds no ETag of this page.",
                  "Send the ETag of the page as it was answered, with its quotes.")));
    }
    return tags;
  }

  /**
   * Checks the tags against the events that the page shows now.
   *
   * @throws ProblemException (412) that says what has come since
   */
  static void check(List<EntityTag> tags, Collection<Mark> now) {
    EntityTag present = EntityTag.of(now);
    if (tags.stream().noneMatch(present::matches)) {
      EntityTag read = tags.getFirst();
      throw ProblemException.of(
              ProblemType.CHANGED_MEANWHILE,
              "Nothing was recorded. Read the page again, then decide. Events that came since: %d."
                  .formatted(Math.max(present.count() - read.count(), 0)),
              told(read.since(now)))
          .with("ETag", present.toString());
    }
  }

  private static List<Fault> told(List<Mark> since) {
    var faults = new ArrayList<Fault>();
    for (Mark mark : since.stream().limit(MOST_TOLD).toList()) {
      faults.add(
          Fault.inHeader(
              HEADER,
              "changed",
              "%s %s, recorded at %s%s"
                  .formatted(
                      mark.type(),
                      mark.eventId(),
                      mark.recordedAt(),
                      mark.by() == null ? "" : ", by " + mark.by()),
              "See what it says on the page."));
    }
    return faults;
  }
}
