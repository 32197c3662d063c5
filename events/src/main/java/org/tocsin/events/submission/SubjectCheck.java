package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tocsin.events.CouncilTermRecorded;
import org.tocsin.events.EventType;
import org.tocsin.events.EventType.About;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.ResolutionAdopted;
import org.tocsin.events.StateLawChanged;
import org.tocsin.events.StatePositionRecorded;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.submission.DataCheck.Content;

/**
 * Finds what a submitted event is about. That follows from its data, but for corrections and
 * retractions of events about no case: they name it by the CloudEvents subject.
 */
final class SubjectCheck {

  private static final String ATTRIBUTE = "subject";

  private final AttributeCheck attributes;
  private final ObjectNode data;
  private final String pointer;
  private final Reading reading;

  SubjectCheck(AttributeCheck attributes, ObjectNode data, String pointer, Reading reading) {
    this.attributes = attributes;
    this.data = data;
    this.pointer = pointer;
    this.reading = reading;
  }

  /** Checks that exactly what is needed is given; returns the attribute if it is what counts. */
  Optional<Subject> check(EventType type) {
    if (type.amends() && !data.hasNonNull("caseRef")) {
      return named();
    }
    if (attributes.has(ATTRIBUTE)) {
      reading.violation(
          attributes.at(ATTRIBUTE),
          Rule.NOT_ALLOWED,
          "The subject of this event follows from its data.",
          "Leave the subject out.");
    }
    if (type.about() == About.CASE) {
      require("caseRef");
      require("defenderRef");
    }
    return Optional.empty();
  }

  private Optional<Subject> named() {
    if (!attributes.has(ATTRIBUTE)) {
      reading.violation(
          pointer + "/caseRef",
          Rule.REQUIRED,
          "Neither a case nor a subject is named.",
          "Add \"caseRef\" and \"defenderRef\", or the attribute subject: state/XX, resolution/SYMBOL or focal-point.");
      return Optional.empty();
    }
    Optional<Subject> subject =
        attributes.subject().flatMap(Subject::of).filter(s -> !(s instanceof Subject.OfCase));
    if (subject.isEmpty()) {
      reading.violation(
          attributes.at(ATTRIBUTE),
          Rule.SUBJECT,
          "This is no subject that an event about no case can have.",
          "Send state/XX, resolution/SYMBOL or focal-point; for a case add \"caseRef\" and \"defenderRef\" instead.");
    }
    return subject;
  }

  private void require(String name) {
    if (!data.hasNonNull(name)) {
      reading.violation(
          pointer + "/" + name,
          Rule.REQUIRED,
          "This field is missing.",
          "Add the field \"" + name + "\" with your own reference.");
    }
  }

  /** The subject of a sound event that names none. */
  static Subject follows(
      EventType type,
      Content<SharedFields> content,
      Organisation organisation,
      IdentityKey identities) {
    return switch ((ReprisalEvent) content.body()) {
      case StateLawChanged law -> new Subject.OfState(law.state());
      case StatePositionRecorded position -> new Subject.OfState(position.state());
      case CouncilTermRecorded term -> new Subject.OfState(term.state());
      case ResolutionAdopted resolution -> new Subject.OfResolution(resolution.symbol());
      default ->
          type.about() == About.FOCAL_POINT
              ? new Subject.OfFocalPoint()
              : new Subject.OfCase(identities.caseId(organisation, content.shared().caseRef()));
    };
  }
}
