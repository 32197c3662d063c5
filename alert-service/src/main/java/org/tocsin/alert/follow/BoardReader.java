package org.tocsin.alert.follow;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.alert.decision.Alert;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.Link;
import org.tocsin.alert.decision.Links;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.decision.Report;
import org.tocsin.alert.decision.ReportKey;
import org.tocsin.alert.decision.Shelf;
import org.tocsin.alert.silence.Silences;
import org.tocsin.alert.storm.StormKey;
import org.tocsin.alert.storm.StormRule;
import org.tocsin.alert.storm.StormWatch;
import org.tocsin.alert.storm.Storms;

/** Reads from the database what decisions on a batch need to know: a few queries for all of it. */
final class BoardReader {

  private static final String LINKS =
      """
      WITH RECURSIVE together(id) AS (
        SELECT unnest(?)
        UNION
        SELECT n.id FROM together t, LATERAL (
          SELECT other FROM case_link WHERE one = t.id AND linked
          UNION ALL SELECT one FROM case_link WHERE other = t.id AND linked) n(id))
      SELECT l.* FROM together t JOIN case_link l ON l.one = t.id
      UNION SELECT l.* FROM together t JOIN case_link l ON l.other = t.id
      """;

  /**
   * Goes from partner to partner instead of through all alerts of a key, of which a mass arrest
   * makes thousands.
   */
  private static final String ELDERS =
      """
      WITH RECURSIVE eldest AS (
        SELECT k.link_key, e.* FROM unnest(?) AS k(link_key) CROSS JOIN LATERAL (
          SELECT partner, id, case_id FROM alert WHERE link_key = k.link_key AND cancelled_at IS NULL
            AND partner IS NOT NULL AND case_id IS NOT NULL ORDER BY partner, raised_at LIMIT 1) e
        UNION ALL
        SELECT p.link_key, e.* FROM eldest p CROSS JOIN LATERAL (
          SELECT partner, id, case_id FROM alert WHERE link_key = p.link_key AND cancelled_at IS NULL
            AND partner > p.partner AND case_id IS NOT NULL ORDER BY partner, raised_at LIMIT 1) e)
      SELECT * FROM eldest
      """;

  /** In the order of time: what belongs to alerts of now lies together in every index. */
  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  private final Connection connection;
  private final Instant now;
  private final StormRule rule;
  private final AlertRows alerts;
  private final ReportRows reports;

  BoardReader(Connection connection, Instant now, StormRule rule) {
    this.connection = connection;
    this.now = now;
    this.rule = rule;
    this.alerts = new AlertRows(connection);
    this.reports = new ReportRows(connection);
  }

  /** What news needs that no event reports: the storms. */
  Board forNews(News news) throws SQLException {
    return board(watch(List.of(news)), Links.of(List.of()));
  }

  /** What reports need: those of them that are known, the alerts they may join, storms. */
  Board forReports(Collection<Report> batch) throws SQLException {
    List<ReportKey> keys = batch.stream().map(Report::key).toList();
    Set<ReportKey> known = reports.known(keys);
    List<Amendment> waiting = reports.amendments(keys);
    List<News> news =
        batch.stream()
            .filter(report -> !known.contains(report.key()))
            .flatMap(report -> report.news(waiting).stream())
            .toList();
    Links links = links(news.stream().map(News::caseId));
    StormWatch watch = watch(news);
    List<Alert> found = alerts.ofNews(news, linked(news, links));
    return board(watch, links)
        .know(known)
        .know(group(found), List.of(), waiting, elders(news), List.of());
  }

  /** What corrections and retractions need: their targets with all that stands beside them. */
  Board forAmendments(Collection<Amendment> amendments) throws SQLException {
    List<ReportKey> targets = amendments.stream().map(Amendment::target).distinct().toList();
    // What is said now can be the same act as others tell of: first wait for those, then look
    // again.
    Locks.take(
        connection, Locks.Of.CASES_AND_ACTS, names(reports.beside(targets).after(amendments)));
    ReportRows.Beside beside = reports.beside(targets);
    List<News> news = beside.after(amendments);
    Links links = links(news.stream().map(News::caseId));
    List<Alert> found = new ArrayList<>(alerts.ofNews(news, linked(news, links)));
    var ids = found.stream().map(Alert::id).collect(Collectors.toSet());
    alerts.withGroup(beside.alerts()).stream().filter(one -> ids.add(one.id())).forEach(found::add);
    List<Alert> together = group(found);
    Set<UUID> storms =
        together.stream()
            .flatMap(alert -> Optional.ofNullable(alert.ties().storm()).stream())
            .collect(Collectors.toSet());
    together.addAll(alerts.withGroup(storms));
    return board(Storms.watch(connection, rule, Set.of(), now), links)
        .know(
            together,
            beside.reports(),
            beside.amendments(),
            elders(news),
            Storms.of(connection, storms));
  }

  /** The alert that a letter is overdue, if there is one. */
  Board forOverdue(UUID caseId, String reference) throws SQLException {
    News overdue = News.overdue(caseId, reference, now, now);
    return board(Storms.watch(connection, rule, Set.of(), now), Links.of(List.of()))
        .know(
            alerts.ofNews(List.of(overdue), Set.of()), List.of(), List.of(), List.of(), List.of());
  }

  /** What decisions on linked cases need. */
  Board forLinks(Collection<Link> decisions) throws SQLException {
    Links links = links(decisions.stream().flatMap(link -> Stream.of(link.one(), link.other())));
    var cases = new HashSet<UUID>();
    for (Link link : decisions) {
      cases.addAll(links.with(link.one()));
      cases.addAll(links.with(link.other()));
    }
    return board(Storms.watch(connection, rule, Set.of(), now), links)
        .know(group(alerts.linkable(cases)), List.of(), List.of(), List.of(), List.of());
  }

  /** By what reports of these are found; also what locks are taken by. */
  static Set<String> names(Collection<News> news) {
    var names = new HashSet<String>();
    for (News one : news) {
      names.add(one.caseId().toString());
      names.addAll(one.actKeys());
    }
    return names;
  }

  private StormWatch watch(List<News> news) throws SQLException {
    Set<StormKey> storms = stormable(news);
    Locks.take(connection, Locks.Of.STORMS, storms.stream().map(StormKey::text).toList());
    return Storms.watch(connection, rule, storms, now);
  }

  private Board board(StormWatch watch, Links links) throws SQLException {
    return new Board(now, IDS::generate, Silences.inForce(connection, now), watch, links);
  }

  /** With those that the desk's links make the same act. */
  private List<Alert> group(List<Alert> found) throws SQLException {
    var ids = found.stream().map(Alert::id).collect(Collectors.toSet());
    var elders =
        found.stream()
            .map(alert -> alert.ties().sameAs() == null ? alert.id() : alert.ties().sameAs())
            .collect(Collectors.toSet());
    var all = new ArrayList<>(found);
    alerts.withGroup(elders).stream().filter(alert -> ids.add(alert.id())).forEach(all::add);
    return all;
  }

  private static Set<UUID> linked(List<News> news, Links links) {
    return news.stream()
        .map(one -> links.with(one.caseId()))
        .filter(cases -> cases.size() > 1)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static Set<StormKey> stormable(List<News> news) {
    return news.stream()
        .flatMap(one -> Alert.of(new UUID(0, 0), one, Instant.EPOCH).stormKey().stream())
        .collect(Collectors.toSet());
  }

  private Links links(Stream<UUID> cases) throws SQLException {
    try (var query = connection.prepareStatement(LINKS)) {
      query.setArray(1, connection.createArrayOf("uuid", cases.distinct().toArray()));
      var found = new ArrayList<Link>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Link(
                  row.getObject("one", UUID.class),
                  row.getObject("other", UUID.class),
                  row.getBoolean("linked"),
                  AlertRows.instant(row, "decided_at"),
                  AlertRows.instant(row, "recorded_at"),
                  row.getString("event_id")));
        }
      }
      return Links.of(found);
    }
  }

  private List<Shelf.Elder> elders(List<News> news) throws SQLException {
    try (var query = connection.prepareStatement(ELDERS)) {
      query.setArray(
          1,
          connection.createArrayOf(
              "text", news.stream().flatMap(one -> one.linkKey().stream()).distinct().toArray()));
      var found = new ArrayList<Shelf.Elder>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Shelf.Elder(
                  row.getString("link_key"),
                  row.getString("partner"),
                  row.getObject("id", UUID.class),
                  row.getObject("case_id", UUID.class)));
        }
      }
      return found;
    }
  }
}
