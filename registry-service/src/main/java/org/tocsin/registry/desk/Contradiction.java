package org.tocsin.registry.desk;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CaseReopened;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.DefendersMerged;
import org.tocsin.events.DefendersUnmerged;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.MergeSuggestionDismissed;
import org.tocsin.events.Origin;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.StateReplied;
import org.tocsin.events.identity.EventId;
import org.tocsin.registry.casefile.Owner;
import org.tocsin.registry.history.Entry;

/** Whether a decision makes sense in its situation. Pure. */
final class Contradiction {

  private Contradiction() {}

  /** Why the decision contradicts what is recorded, in words for its user; empty if it does not. */
  static Optional<String> of(ReprisalEvent decision, Situation now) {
    return switch (decision) {
      case EventConfirmed confirmed -> confirmed(confirmed, now);
      case OwnerAssigned assigned ->
          when(
              Owner.of(now.history()).filter(o -> o.user().equals(assigned.owner())).isPresent(),
              "This user owns the case already.");
      case CaseClosed _ -> when(!now.file().open(), "The case is closed already.");
      case CaseReopened _ -> when(now.file().open(), "The case is open already.");
      case CasesLinked linked ->
          joined(now, now.caseId().value(), linked.other().value(), "case", "linked");
      case DefendersMerged merged ->
          joined(now, merged.defender().value(), merged.other().value(), "defender", "merged");
      case MergeSuggestionDismissed dismissed -> dismissed(dismissed, now);
      case CasesUnlinked unlinked ->
          parted(now, now.caseId().value(), unlinked.other().value(), "cases", "linked");
      case DefendersUnmerged unmerged ->
          parted(now, unmerged.defender().value(), unmerged.other().value(), "ids", "merged");
      case CommunicationSent letter ->
          when(
              letters(now).anyMatch(letter.reference()::equals),
              "A letter with this reference is recorded in this case already.");
      case StateReplied reply ->
          when(
              letters(now).noneMatch(reply.reference()::equals),
              "No letter with this reference is recorded in this case: record the letter first.");
      case EventCorrected correction -> amended(correction.corrects(), now);
      case EventRetracted retraction -> retracted(retraction.retracts(), now);
      default -> Optional.empty();
    };
  }

  private static Optional<String> confirmed(EventConfirmed decision, Situation now) {
    Optional<Entry> entry =
        now.entry(
            new Origin.Partner(decision.organisation()).toString(), decision.confirms().value());
    if (entry.isEmpty()) {
      return Optional.of("This organisation has reported no such event in this case.");
    }
    return when(
        entry.get().flags().isEmpty() || entry.get().confirmed(),
        "The event is not flagged, or was confirmed before.");
  }

  private static Optional<String> joined(
      Situation now, UUID one, UUID other, String what, String how) {
    if (one.equals(other)) {
      return Optional.of("A %s cannot be %s with itself.".formatted(what, how));
    }
    if (!now.otherIsKnown()) {
      return Optional.of("There is no other %s with this id.".formatted(what));
    }
    return when(
        now.joined().between(one, other).isPresent(), "The two are %s already.".formatted(how));
  }

  private static Optional<String> parted(
      Situation now, UUID one, UUID other, String what, String how) {
    return when(
        now.joined().between(one, other).isEmpty(),
        "No decision says that exactly these two %s are %s. If they are so through a third, take one of those decisions back."
            .formatted(what, how));
  }

  private static Optional<String> dismissed(MergeSuggestionDismissed decision, Situation now) {
    return joined(now, decision.defender().value(), decision.other().value(), "defender", "merged")
        .or(
            () ->
                switch (now.suggested()) {
                  case YES -> Optional.empty();
                  case NOT -> Optional.of("Nothing suggests that these two are one.");
                  case DISMISSED -> Optional.of("The suggestion is dismissed already.");
                });
  }

  /** A dismissal has no opposite: it is taken back like a record. */
  private static Optional<String> retracted(EventId target, Situation now) {
    return now.entry(Origin.DESK, target.value())
            .filter(entry -> entry.now().body() instanceof MergeSuggestionDismissed)
            .filter(entry -> entry.retraction().isEmpty())
            .isPresent()
        ? Optional.empty()
        : amended(target, now);
  }

  /** The desk corrects and takes back what it recorded; its decisions have opposites instead. */
  private static Optional<String> amended(EventId target, Situation now) {
    Optional<Entry> entry = now.entry(Origin.DESK, target.value());
    if (entry.isEmpty()) {
      return Optional.of(
          "The desk has recorded no such event in this case; a partner corrects its own.");
    }
    if (entry.get().now().type().isDecision()) {
      return Optional.of("A decision is taken back by its opposite, not by a retraction.");
    }
    return when(entry.get().retraction().isPresent(), "The event was taken back before.");
  }

  private static Stream<String> letters(Situation now) {
    return now.history()
        .standing()
        .map(entry -> entry.now().body())
        .filter(CommunicationSent.class::isInstance)
        .map(body -> ((CommunicationSent) body).reference());
  }

  private static Optional<String> when(boolean contradicts, String words) {
    return contradicts ? Optional.of(words) : Optional.empty();
  }
}
