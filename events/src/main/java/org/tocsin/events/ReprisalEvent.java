package org.tocsin.events;

/**
 * What one event says, by its type: the public and the sealed fields together. Sealed fields are
 * null where the sealed part has not been opened. Fields that all types share stand in {@link
 * EventHeader}.
 */
public sealed interface ReprisalEvent
    permits ActReported,
        DefenderDescribed,
        PersonStatusChanged,
        EventCorrected,
        EventRetracted,
        ConsentChanged,
        CommunicationSent,
        StateReplied,
        StateMeasureTaken,
        StateLawChanged,
        StatePositionRecorded,
        ResolutionAdopted,
        CouncilTermRecorded,
        FocalPointChanged,
        UnMembershipRecorded,
        StateCodeRecorded,
        EventConfirmed,
        OwnerAssigned,
        NeedToKnowSet,
        DefendersMerged,
        DefendersUnmerged,
        MergeSuggestionDismissed,
        CasesLinked,
        CasesUnlinked,
        CaseClosed,
        CaseReopened,
        ErasureOrdered {

  /** The type, which also says what the event is about and who may write it. */
  default EventType type() {
    return EventType.of(getClass());
  }
}
