package org.tocsin.registry.caselist;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Vocabulary;
import org.tocsin.registry.casefile.Information;
import org.tocsin.registry.parameter.Parameters;

/**
 * Which cases a list has: those that meet everything that is given.
 *
 * @param since of the last event
 */
record CaseFilter(
    Optional<String> state,
    Optional<String> severity,
    Optional<String> actType,
    Optional<String> status,
    Optional<String> information,
    Optional<Boolean> open,
    Optional<Boolean> flagged,
    Optional<Boolean> overdue,
    Optional<String> owner,
    Optional<Instant> since) {

  /** The query parameters, as they are sent. */
  public static final class Asked {

    @Parameter(description = "An act happened there, or it is responsible: ISO 3166-1 alpha-2")
    @QueryParam("state")
    public String state;

    @Parameter(description = "Has an act of this severity")
    @QueryParam("severity")
    public String severity;

    @Parameter(description = "Has an act of this type; unrecognised for those of no known type")
    @QueryParam("actType")
    public String actType;

    @Parameter(description = "Where the person stands")
    @QueryParam("status")
    public String status;

    @Parameter(description = "none, reported, corroborated, disputed or retracted")
    @QueryParam("information")
    public String information;

    @Parameter(
        description = "true for cases that nobody has closed",
        schema = @Schema(implementation = Boolean.class))
    @QueryParam("open")
    public String open;

    @Parameter(
        description = "true for cases with events that wait for the desk to look at them",
        schema = @Schema(implementation = Boolean.class))
    @QueryParam("flagged")
    public String flagged;

    @Parameter(
        description = "true for cases with overdue letters",
        schema = @Schema(implementation = Boolean.class))
    @QueryParam("overdue")
    public String overdue;

    @Parameter(description = "The user who works on it; none for cases of nobody")
    @QueryParam("owner")
    public String owner;

    @Parameter(description = "Something was recorded of it since this day (UTC) or instant")
    @QueryParam("recordedSince")
    public String recordedSince;
  }

  private static final String NOBODY = "none";
  private static final String UNRECOGNISED = "unrecognised";

  /**
   * Reads it.
   *
   * @throws org.tocsin.service.problem.ProblemException with 400 if a parameter is not as it has to
   *     be
   */
  static CaseFilter of(Asked asked) {
    return new CaseFilter(
        Parameters.state(asked.state).map(State::code),
        Parameters.oneOf("severity", asked.severity, codes(Severity.values())),
        Parameters.oneOf(
            "actType",
            asked.actType,
            Stream.concat(codes(ActType.values()).stream(), Stream.of(UNRECOGNISED)).toList()),
        Parameters.oneOf("status", asked.status, codes(PersonStatus.values())),
        Parameters.oneOf(
            "information",
            asked.information,
            Stream.of(Information.Standing.values()).map(Information.Standing::code).toList()),
        Parameters.truth("open", asked.open),
        Parameters.truth("flagged", asked.flagged),
        Parameters.truth("overdue", asked.overdue),
        Parameters.read(
            "owner",
            asked.owner,
            "a user's name of at most 100 characters, or none",
            name -> Optional.of(name).filter(each -> each.length() <= 100)),
        Parameters.since("recordedSince", asked.recordedSince));
  }

  /** Whether a case is in, as far as can be told before its corroboration is known. */
  boolean mayInclude(CaseLine line) {
    return state.map(line.states()::contains).orElse(true)
        && severity.map(line.severities()::contains).orElse(true)
        && actType.map(type -> hasAct(line, type)).orElse(true)
        && status.map(code -> code.equals(line.status())).orElse(true)
        && open.map(wanted -> wanted == line.open()).orElse(true)
        && flagged.map(wanted -> wanted == line.flagged() > 0).orElse(true)
        && overdue.map(wanted -> wanted == line.overdueLetters() > 0).orElse(true)
        && owner.map(name -> isOf(line, name)).orElse(true)
        && !isTooOld(line.lastRecordedAt());
  }

  /** Whether it is in. */
  boolean includes(CaseLine line) {
    return mayInclude(line)
        && information.map(standing -> standing.equals(line.information())).orElse(true);
  }

  /** Whether what was last recorded then, and everything before, is out. */
  boolean isTooOld(Instant lastRecordedAt) {
    return since.filter(lastRecordedAt::isBefore).isPresent();
  }

  private static boolean hasAct(CaseLine line, String type) {
    return type.equals(UNRECOGNISED)
        ? line.actTypes().stream().anyMatch(each -> !codes(ActType.values()).contains(each))
        : line.actTypes().contains(type);
  }

  private static boolean isOf(CaseLine line, String name) {
    return name.equals(NOBODY) ? line.owner() == null : name.equals(line.owner());
  }

  private static List<String> codes(Vocabulary[] terms) {
    return Stream.of(terms).map(Vocabulary::code).toList();
  }
}
