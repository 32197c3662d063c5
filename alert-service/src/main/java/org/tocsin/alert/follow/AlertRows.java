package org.tocsin.alert.follow;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.alert.decision.Alert;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.decision.Ties;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/** Reads alerts from the database as decisions need them, and locks their rows. */
final class AlertRows {

  /**
   * With what their reports come to. Rows are locked in the order of their ids: two who change the
   * same alerts wait for each other in no circle.
   */
  private static final String SELECT =
      """
      WITH found AS MATERIALIZED (SELECT * FROM alert WHERE id = ANY (ARRAY(%s)) ORDER BY id FOR NO KEY UPDATE)
      SELECT a.*, r.sources, r.has_act, k.keys FROM found a
      LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT source) FILTER (WHERE source <> '') AS sources, bool_or(is_act) AS has_act
        FROM report WHERE alert_id = a.id AND NOT retracted) r ON true
      LEFT JOIN LATERAL (SELECT array_agg(key) AS keys FROM act_key WHERE alert_id = a.id) k ON true
      """;

  private static final String OF_CHANGES =
      "SELECT a.id FROM unnest(?, ?) AS n(case_id, change)"
          + " CROSS JOIN LATERAL (SELECT id FROM alert WHERE case_id = n.case_id AND change = n.change OFFSET 0) a";
  private static final String OF_KEYS = "SELECT alert_id FROM act_key WHERE key = ANY (?)";
  private static final String OF_LINKS =
      "SELECT id FROM alert WHERE case_id = ANY (?) AND link_key IS NOT NULL AND cancelled_at IS NULL";
  private static final String OF_GROUP =
      "SELECT id FROM alert WHERE same_as = ANY (?) UNION ALL SELECT unnest(?)";

  private final Connection connection;

  AlertRows(Connection connection) {
    this.connection = connection;
  }

  /** The alerts that this news might belong to: by case and change, by act, by linked case. */
  List<Alert> ofNews(Collection<News> news, Set<UUID> linkedCases) throws SQLException {
    var cases = news.stream().map(News::caseId).toArray();
    var changes = news.stream().map(News::change).toArray();
    var keys = news.stream().flatMap(one -> one.actKeys().stream()).distinct().toArray();
    String which =
        OF_CHANGES + " UNION " + OF_KEYS + (linkedCases.isEmpty() ? "" : " UNION " + OF_LINKS);
    try (var query = connection.prepareStatement(SELECT.formatted(which))) {
      query.setArray(1, uuids(cases));
      query.setArray(2, connection.createArrayOf("text", changes));
      query.setArray(3, connection.createArrayOf("text", keys));
      if (!linkedCases.isEmpty()) {
        query.setArray(4, uuids(linkedCases.toArray()));
      }
      return read(query);
    }
  }

  /** The alerts of these cases that tell of an act of a named State. */
  List<Alert> linkable(Set<UUID> cases) throws SQLException {
    try (var query = connection.prepareStatement(SELECT.formatted(OF_LINKS))) {
      query.setArray(1, uuids(cases.toArray()));
      return read(query);
    }
  }

  /** These alerts, and those of which one of them is the elder. */
  List<Alert> withGroup(Set<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    try (var query = connection.prepareStatement(SELECT.formatted(OF_GROUP))) {
      query.setArray(1, uuids(ids.toArray()));
      query.setArray(2, uuids(ids.toArray()));
      return read(query);
    }
  }

  private List<Alert> read(PreparedStatement query) throws SQLException {
    var found = new ArrayList<Alert>();
    try (var row = query.executeQuery()) {
      while (row.next()) {
        found.add(alert(row));
      }
    }
    return found;
  }

  private static Alert alert(ResultSet row) throws SQLException {
    Set<String> sources = strings(row.getArray("sources"));
    Optional<String> partner = Optional.ofNullable(row.getString("partner"));
    return new Alert(
        row.getObject("id", UUID.class),
        row.getObject("case_id", UUID.class),
        row.getString("change"),
        instant(row, "occurred_from"),
        instant(row, "occurred_to"),
        Severity.values()[row.getInt("severity")],
        Timing.valueOf(row.getString("timing")),
        sources,
        partner.isEmpty(),
        row.getBoolean("has_act"),
        strings(row.getArray("keys")),
        new News.About(
            Optional.ofNullable(row.getString("state")),
            Optional.ofNullable(row.getString("act_type")),
            partner),
        Optional.ofNullable(row.getString("link_key")),
        instant(row, "raised_at"),
        row.getTimestamp("cancelled_at") != null,
        new Ties(
            row.getObject("storm_id", UUID.class),
            row.getObject("silence_id", UUID.class),
            row.getObject("same_as", UUID.class),
            row.getObject("possibly_same_as", UUID.class),
            row.getObject("digest_id", UUID.class)));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private Array uuids(Object[] ids) throws SQLException {
    return connection.createArrayOf("uuid", ids);
  }

  private static Set<String> strings(Array array) throws SQLException {
    return array == null ? Set.of() : Set.of((String[]) array.getArray());
  }
}
