package org.tocsin.events;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every type of event, version 1: its name on the wire, its record, what it is about and who may
 * write it.
 */
public enum EventType {
  ACT_REPORTED(ActReported.class, About.CASE, Writer.PARTNER),
  DEFENDER_DESCRIBED(DefenderDescribed.class, About.CASE, Writer.PARTNER),
  PERSON_STATUS_CHANGED(PersonStatusChanged.class, About.CASE, Writer.PARTNER),
  EVENT_CORRECTED(EventCorrected.class, About.CASE, Writer.BOTH),
  EVENT_RETRACTED(EventRetracted.class, About.CASE, Writer.BOTH),
  CONSENT_CHANGED(ConsentChanged.class, About.CASE, Writer.PARTNER),
  COMMUNICATION_SENT(CommunicationSent.class, About.CASE, Writer.BOTH),
  STATE_REPLIED(StateReplied.class, About.CASE, Writer.BOTH),
  STATE_MEASURE_TAKEN(StateMeasureTaken.class, About.CASE, Writer.BOTH),
  STATE_LAW_CHANGED(StateLawChanged.class, About.STATE, Writer.PARTNER),
  STATE_POSITION_RECORDED(StatePositionRecorded.class, About.STATE, Writer.PARTNER),
  RESOLUTION_ADOPTED(ResolutionAdopted.class, About.RESOLUTION, Writer.PARTNER),
  COUNCIL_TERM_RECORDED(CouncilTermRecorded.class, About.STATE, Writer.PARTNER),
  FOCAL_POINT_CHANGED(FocalPointChanged.class, About.FOCAL_POINT, Writer.PARTNER),
  UN_MEMBERSHIP_RECORDED(UnMembershipRecorded.class, About.STATE, Writer.REFERENCE),
  STATE_CODE_RECORDED(StateCodeRecorded.class, About.STATE, Writer.REFERENCE),
  EVENT_CONFIRMED(EventConfirmed.class, About.CASE, Writer.DESK),
  OWNER_ASSIGNED(OwnerAssigned.class, About.CASE, Writer.DESK),
  NEED_TO_KNOW_SET(NeedToKnowSet.class, About.CASE, Writer.DESK),
  DEFENDERS_MERGED(DefendersMerged.class, About.CASE, Writer.DESK),
  DEFENDERS_UNMERGED(DefendersUnmerged.class, About.CASE, Writer.DESK),
  MERGE_SUGGESTION_DISMISSED(MergeSuggestionDismissed.class, About.CASE, Writer.DESK),
  CASES_LINKED(CasesLinked.class, About.CASE, Writer.DESK),
  CASES_UNLINKED(CasesUnlinked.class, About.CASE, Writer.DESK),
  CASE_CLOSED(CaseClosed.class, About.CASE, Writer.DESK),
  CASE_REOPENED(CaseReopened.class, About.CASE, Writer.DESK),
  ERASURE_ORDERED(ErasureOrdered.class, About.CASE, Writer.DESK);

  /** What an event is about: the unit that is kept in one partition, in order. */
  public enum About {
    CASE,
    STATE,
    RESOLUTION,
    FOCAL_POINT
  }

  /** Who may write it. */
  public enum Writer {
    PARTNER,
    DESK,
    BOTH,
    /** Tocsin itself, from the reference data that come with it. */
    REFERENCE
  }

  private static final Map<String, EventType> BY_WIRE_NAME =
      Stream.of(values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));
  private static final Map<Class<?>, EventType> BY_RECORD =
      Stream.of(values()).collect(Collectors.toMap(EventType::record, Function.identity()));

  private final Class<? extends Record> record;
  private final About about;
  private final Writer writer;
  private final String code;
  private final String wireName;

  <R extends Record & ReprisalEvent> EventType(Class<R> record, About about, Writer writer) {
    this.record = record;
    this.about = about;
    this.writer = writer;
    this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.wireName = "org.tocsin." + code + ".v1";
  }

  /** The name in the domain, such as {@code act-reported}. */
  public String code() {
    return code;
  }

  /** The CloudEvents {@code type}, such as {@code org.tocsin.act-reported.v1}. */
  public String wireName() {
    return wireName;
  }

  /** The record that holds what such an event says. */
  public Class<? extends Record> record() {
    return record;
  }

  public About about() {
    return about;
  }

  public Writer writer() {
    return writer;
  }

  /** Whether partners may write it. */
  public boolean isOfPartners() {
    return writer == Writer.PARTNER || writer == Writer.BOTH;
  }

  /** Whether the desk may write it. */
  public boolean isOfDesk() {
    return writer == Writer.DESK || writer == Writer.BOTH;
  }

  /** Whether it is a decision, which nobody but the desk makes. */
  public boolean isDecision() {
    return writer == Writer.DESK;
  }

  /** Whether it changes or takes back an earlier event, which may be about no case. */
  public boolean amends() {
    return this == EVENT_CORRECTED || this == EVENT_RETRACTED;
  }

  /** The type with this CloudEvents name, or empty if this version knows none. */
  public static Optional<EventType> ofWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  static EventType of(Class<?> record) {
    return BY_RECORD.get(record);
  }
}
