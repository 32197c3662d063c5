package org.tocsin.registry.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.shape.Violation;
import org.tocsin.events.submission.DeskReader;
import org.tocsin.events.submission.Submission;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.staff.Staff;

/** Reads decisions by the rules of the contract, and checks the users that they name. */
@ApplicationScoped
class SoundDecisions {

  private final DeskReader reader;
  private final Staff staff;

  SoundDecisions(IdentityKey identities, Staff staff) {
    this.reader = new DeskReader(identities);
    this.staff = staff;
  }

  /**
   * The event that a decision is, with a warning where it cannot be known whether the users that it
   * names exist.
   *
   * @throws ProblemException (422) that says everything that is wrong
   */
  Submission.Accepted read(DeskReader.Frame frame, ObjectNode fields, Instant now) {
    return switch (reader.read(frame, fields, now)) {
      case Submission.Accepted accepted -> named(accepted);
      case Submission.Refused(var violations) -> throw Decision.broken(violations);
    };
  }

  private Submission.Accepted named(Submission.Accepted accepted) {
    boolean everybody = staff.namesEverybody();
    List<Violation> unknown =
        NamedUsers.unknown(accepted.event().body(), staff.file().users().keySet(), everybody);
    if (everybody && !unknown.isEmpty()) {
      throw Decision.broken(unknown);
    }
    return new Submission.Accepted(
        accepted.event(), Stream.concat(accepted.warnings().stream(), unknown.stream()).toList());
  }
}
