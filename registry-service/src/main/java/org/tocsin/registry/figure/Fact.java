package org.tocsin.registry.figure;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.ActReported;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CaseReopened;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.StateMeasureTaken;
import org.tocsin.events.StateReplied;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.registry.act.ActKeys;
import org.tocsin.registry.history.Version;

/**
 * What one version of an event contributes to figures, and from when until when that was known.
 * Nothing in it names a person.
 *
 * @param version of the event
 * @param what it says
 * @param caseId its case; empty for events about no case
 * @param defender whom it is about
 */
record Fact(Version version, Statement what, Optional<UUID> caseId, Optional<UUID> defender) {

  /** The detail of an act whose State is named as responsible. */
  static final String RESPONSIBLE = "responsible";

  /** Kinds of facts, as the table has them. */
  enum Kind {
    ACT,
    STATUS,
    DESCRIPTION,
    LETTER,
    REPLY,
    MEASURE,
    CLOSING,
    /** Nothing that any figure counts; so that the case is found among those of its defender. */
    MENTION;

    private final String code = name().toLowerCase(Locale.ROOT);

    String code() {
      return code;
    }
  }

  /**
   * What a fact says, whatever its kind.
   *
   * @param state in whose figures it counts; null for none
   * @param code of a vocabulary, recognised or not
   * @param detail what else; null for none
   * @param source what counts as one source (DOMAIN.md, section 6, rule 5); null but for acts
   * @param keys reports with one in common are the same act (DOMAIN.md, section 4)
   */
  record Statement(
      Kind kind, String state, String code, String detail, String source, Set<UUID> keys) {

    private static Statement of(Kind kind, String code) {
      return new Statement(kind, null, code, null, null, Set.of());
    }

    private static Statement of(Kind kind, String code, String detail) {
      return new Statement(kind, null, code, detail, null, Set.of());
    }
  }

  /** The contribution of a version; empty for types that no figure counts. */
  static Optional<Fact> of(Version version) {
    Event event = version.current().event();
    Optional<UUID> caseId =
        event.header().subject() instanceof Subject.OfCase(var id)
            ? Optional.of(id.value())
            : Optional.empty();
    Optional<UUID> defender = event.header().defender().map(DefenderId::value);
    Statement what = statement(event);
    return what.kind == Kind.MENTION && defender.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fact(version, what, caseId, defender));
  }

  private static Statement statement(Event event) {
    return switch (event.body()) {
      case ActReported act ->
          new Statement(
              Kind.ACT,
              ActKeys.state(act),
              act.actType().code(),
              act.responsibleState() == null ? null : RESPONSIBLE,
              ActKeys.source(event.header()),
              ActKeys.of(event));
      case PersonStatusChanged change -> Statement.of(Kind.STATUS, change.status().code());
      case DefenderDescribed described -> Statement.of(Kind.DESCRIPTION, described.kind().code());
      case CommunicationSent letter ->
          new Statement(
              Kind.LETTER,
              letter.state().code(),
              letter.mechanism().code(),
              letter.sentAt() + " " + letter.reference(),
              null,
              Set.of());
      case StateReplied reply -> Statement.of(Kind.REPLY, reply.kind().code(), reply.reference());
      case StateMeasureTaken measure ->
          new Statement(
              Kind.MEASURE,
              measure.state().code(),
              measure.track().code(),
              measure.step().code(),
              null,
              Set.of());
      case CaseClosed closed -> Statement.of(Kind.CLOSING, "closed");
      case CaseReopened reopened -> Statement.of(Kind.CLOSING, "reopened");
      default -> Statement.of(Kind.MENTION, event.type().code());
    };
  }

  /** By when it had happened, for figures {@code asOf}. */
  Instant happenedBy() {
    return version.current().happenedBy();
  }
}
