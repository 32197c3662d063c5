package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.Link;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.decision.Report;
import org.tocsin.alert.storm.StormRule;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.Event;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.StateReplied;
import org.tocsin.service.log.Logged;

/**
 * Decides on events, in the caller's transaction: what is known is read, the decision is pure, and
 * what came of it is written, each for many events at a time.
 */
@ApplicationScoped
public class Decisions {

  private final Communications communications;
  private final Steps steps;
  private final StormRule rule;
  private final Beginning beginning;
  private final Clock clock = Clock.systemUTC();

  Decisions(Communications communications, Steps steps, StormSettings storms, Beginning beginning) {
    this.beginning = beginning;
    this.communications = communications;
    this.steps = steps;
    this.rule = storms.rule();
  }

  /** Decides on these events, in their order. */
  void decide(Connection connection, List<Logged<Event>> batch) throws SQLException {
    Locks.take(connection, Locks.Of.CASES_AND_ACTS, names(batch));
    Instant now = clock.instant();
    for (Run run : Run.of(batch)) {
      decide(connection, run, now);
    }
    letters(connection, batch, now);
    for (Logged<Event> logged : batch) {
      confirm(connection, logged.value());
    }
  }

  /**
   * Decides on news that no event reports.
   *
   * @param label how messages are marked; may be empty
   * @param since when it became news
   */
  public void tell(Connection connection, News news, String label, Instant since, Instant now)
      throws SQLException {
    Board board =
        new BoardReader(connection, now, rule).forNews(news).wakesFrom(beginning.wakesFrom());
    board.tell(news, label, since);
    finish(connection, board, now);
  }

  private void decide(Connection connection, Run run, Instant now) throws SQLException {
    var reader = new BoardReader(connection, now, rule);
    var writer = new BoardWriter(connection, now);
    Board board;
    switch (run) {
      case Run.Reports(var reports) -> {
        board = reader.forReports(reports).wakesFrom(beginning.wakesFrom());
        reports.forEach(board::report);
      }
      case Run.Amendments(var amendments) -> {
        board = reader.forAmendments(amendments).wakesFrom(beginning.wakesFrom());
        amendments.forEach(board::amend);
        writer.amendments(amendments);
      }
      case Run.Links(var links) -> {
        board = reader.forLinks(links).wakesFrom(beginning.wakesFrom());
        links.forEach(board::link);
        writer.links(links);
      }
    }
    finish(connection, board, now);
  }

  private void finish(Connection connection, Board board, Instant now) throws SQLException {
    new BoardWriter(connection, now).write(board);
    steps.take(connection, board, now);
  }

  /**
   * Events of one kind that follow one another: each run sees on its board what those before it
   * have written.
   */
  private sealed interface Run {
    record Reports(List<Report> reports) implements Run {}

    record Amendments(List<Amendment> amendments) implements Run {}

    record Links(List<Link> links) implements Run {}

    static List<Run> of(List<Logged<Event>> batch) {
      var runs = new ArrayList<Run>();
      for (Logged<Event> logged : batch) {
        Event event = logged.value();
        Run last = runs.isEmpty() ? null : runs.getLast();
        Optional<Report> report = Report.of(event, logged.recordedAt());
        Optional<Amendment> amendment = Amendment.of(event, logged.recordedAt());
        Optional<Link> link = Link.of(event, logged.recordedAt());
        if (report.isPresent()) {
          add(runs, last instanceof Reports same ? same : new Reports(new ArrayList<>()))
              .reports()
              .add(report.get());
        } else if (amendment.isPresent()) {
          add(runs, last instanceof Amendments same ? same : new Amendments(new ArrayList<>()))
              .amendments()
              .add(amendment.get());
        } else if (link.isPresent()) {
          add(runs, last instanceof Links same ? same : new Links(new ArrayList<>()))
              .links()
              .add(link.get());
        }
      }
      return runs;
    }

    private static <R extends Run> R add(List<Run> runs, R run) {
      if (runs.isEmpty() || runs.getLast() != run) {
        runs.add(run);
      }
      return run;
    }
  }

  private static Set<String> names(List<Logged<Event>> batch) {
    var names = new HashSet<String>();
    for (Logged<Event> logged : batch) {
      names.addAll(
          BoardReader.names(News.of(logged.value(), logged.recordedAt()).stream().toList()));
      Amendment.of(logged.value(), logged.recordedAt())
          .ifPresent(amendment -> names.add(amendment.caseId().toString()));
      Link.of(logged.value(), logged.recordedAt()).stream()
          .flatMap(link -> Stream.of(link.one(), link.other()))
          .forEach(caseId -> names.add(caseId.toString()));
    }
    return names;
  }

  /** Keeps the letters, and takes back what was told of one that was corrected or taken back. */
  private void letters(Connection connection, List<Logged<Event>> batch, Instant now)
      throws SQLException {
    var amended = new TreeSet<UUID>();
    for (Logged<Event> logged : batch) {
      ReprisalEvent body = logged.value().body();
      Optional<Report> report = Report.ofCase(logged.value(), logged.recordedAt());
      Optional<Amendment> amendment = Amendment.of(logged.value(), logged.recordedAt());
      if (report.isPresent()
          && (body instanceof CommunicationSent || body instanceof StateReplied)
          && !communications.take(connection, report.get())) {
        amended.add(report.get().caseId());
      }
      if (amendment.isPresent() && communications.amends(connection, amendment.get())) {
        amended.add(amendment.get().caseId());
      }
    }
    var reader = new BoardReader(connection, now, rule);
    for (UUID caseId : amended) {
      List<Report> letters = communications.of(connection, caseId);
      List<Amendment> amendments =
          new ReportRows(connection).amendments(letters.stream().map(Report::key).toList());
      for (String untrue : communications.workOut(connection, caseId, letters, amendments, now)) {
        Board board = reader.forOverdue(caseId, untrue);
        board.alerts().forEach(board::takeBack);
        finish(connection, board, now);
      }
    }
  }

  private static void confirm(Connection connection, Event event) throws SQLException {
    if (event.header().origin() instanceof Origin.Desk
        && event.body() instanceof EventConfirmed confirmation) {
      Alerts.confirm(
          connection,
          new Origin.Partner(confirmation.organisation()).toString(),
          confirmation.confirms().value());
    }
  }
}
