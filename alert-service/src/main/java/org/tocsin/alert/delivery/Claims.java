package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.brief.Wanted;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.Label;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.rows.Columns;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;

/** Takes from the database what is due, and commits the intent to send it. */
@ApplicationScoped
class Claims {

  /**
   * How long a claim lasts. After it, nobody knows whether the message was handed over; so nothing
   * is begun that could last longer.
   */
  static final Duration LEASE = Duration.ofSeconds(30);

  /**
   * Nothing is claimed while something graver is due by the same channel. Of each partner the
   * eldest comes first, then of each the second: so ten thousand reports of one stand before
   * nobody's else.
   */
  private static final String CLAIM =
      """
      WITH RECURSIVE partner(name) AS (
        (SELECT partner FROM notification WHERE channel = ? AND urgency = ? AND state IN ('queued', 'unknown') ORDER BY partner LIMIT 1)
        UNION ALL
        SELECT (SELECT n.partner FROM notification n WHERE n.channel = ? AND n.urgency = ? AND n.state IN ('queued', 'unknown')
          AND n.partner > p.name ORDER BY n.partner LIMIT 1) FROM partner p WHERE p.name IS NOT NULL),
      due AS (
        SELECT d.id, d.turn FROM partner p CROSS JOIN LATERAL (
          SELECT id, row_number() OVER () AS turn FROM (
            SELECT id FROM notification WHERE channel = ? AND urgency = ? AND partner = p.name AND state IN ('queued', 'unknown')
              AND due_at <= ? AND NOT withdrawn ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED) eldest) d
        WHERE NOT EXISTS (SELECT 1 FROM notification g WHERE g.channel = ? AND g.urgency > ? AND g.state IN ('queued', 'unknown')
          AND g.due_at <= ? AND NOT g.withdrawn)
        ORDER BY d.turn LIMIT ?),
      claimed AS (
        UPDATE notification n
        SET possible_repeat = n.possible_repeat OR n.state = 'unknown', state = 'sending', attempts = attempts + 1, lease_until = ?
        FROM due WHERE n.id = due.id
        RETURNING n.*, due.turn)
      SELECT k.code, EXISTS (SELECT 1 FROM cut_off o WHERE o.contact = c.contact) AS cut_off, c.id, c.contact, c.attempts, c.possible_repeat, c.label, c.planned_for, a.id AS alert_id, a.case_id, a.reference, a.severity, a.timing, a.unverified,
        (SELECT r.origin || ' ' || r.event_id FROM report r WHERE r.alert_id = a.id AND r.case_id = a.case_id
         ORDER BY r.recorded_at DESC, r.event_id LIMIT 1) AS event
      FROM claimed c JOIN alert a ON a.id = c.alert_id
      LEFT JOIN acknowledgement_code k ON k.alert_id = c.alert_id AND k.contact = c.contact AND k.used_at IS NULL AND k.void_at IS NULL
        AND k.expires_at > ?
      ORDER BY c.turn, c.planned_for
      """;

  private static final String LATELY =
      """
      SELECT contact, count(DISTINCT coalesce(bundle_id, id)) AS mails, min(handed_at) AS eldest FROM notification
      WHERE channel = 'EMAIL' AND urgency <= 1 AND handed_at > ? AND contact = ANY (?) GROUP BY contact
      """;

  private static final String PUT_BACK =
      """
      UPDATE notification n SET state = CASE WHEN n.withdrawn THEN 'withdrawn' ELSE 'queued' END, due_at = p.due, attempts = n.attempts - 1
      FROM unnest(?, ?, ?) AS p(id, attempts, due) WHERE n.id = p.id AND n.attempts = p.attempts AND n.state = 'sending'
      """;

  private final DataSource dataSource;
  private final DeliverySettings settings;
  private final Contacts contacts;

  Claims(DataSource dataSource, DeliverySettings settings, Contacts contacts) {
    this.dataSource = dataSource;
    this.settings = settings;
    this.contacts = contacts;
  }

  /** Claims at most so many, and says what of them goes now and together. */
  Bundling claim(Severity severity, Decision.Channel channel, int most, Instant now)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      List<Claimed> claimed = claimed(connection, severity, channel, most, now);
      if (claimed.isEmpty() || !Bundling.concerns(severity, channel)) {
        return Bundling.none(claimed);
      }
      var bundling =
          Bundling.of(claimed, lately(connection, claimed, now), settings.bundle().after());
      putBack(connection, bundling.later());
      return bundling;
    }
  }

  private List<Claimed> claimed(
      Connection connection, Severity severity, Decision.Channel channel, int most, Instant now)
      throws SQLException {
    try (var claim = connection.prepareStatement(CLAIM)) {
      int at = 0;
      for (int i = 0; i < 3; i++) {
        claim.setString(++at, channel.name());
        claim.setInt(++at, severity.ordinal());
      }
      claim.setTimestamp(++at, Timestamp.from(now));
      claim.setInt(++at, most);
      claim.setString(++at, channel.name());
      claim.setInt(++at, severity.ordinal());
      claim.setTimestamp(++at, Timestamp.from(now));
      claim.setInt(++at, most);
      claim.setTimestamp(++at, Timestamp.from(now.plus(LEASE)));
      claim.setTimestamp(++at, Timestamp.from(now));
      var claimed = new ArrayList<Claimed>();
      try (var rows = claim.executeQuery()) {
        while (rows.next()) {
          claimed.add(claimed(rows, now));
        }
      }
      return claimed;
    }
  }

  private Map<String, Bundling.Lately> lately(
      Connection connection, List<Claimed> claimed, Instant now) throws SQLException {
    Duration window = settings.bundle().window();
    try (var query = connection.prepareStatement(LATELY)) {
      query.setTimestamp(1, Timestamp.from(now.minus(window)));
      query.setArray(
          2,
          connection.createArrayOf(
              "text", claimed.stream().map(Claimed::contact).distinct().toArray()));
      var lately = new HashMap<String, Bundling.Lately>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          lately.put(
              row.getString("contact"),
              new Bundling.Lately(
                  row.getInt("mails"), row.getTimestamp("eldest").toInstant().plus(window)));
        }
      }
      return lately;
    }
  }

  private static void putBack(Connection connection, Map<Claimed, Instant> later)
      throws SQLException {
    if (later.isEmpty()) {
      return;
    }
    try (var update = connection.prepareStatement(PUT_BACK)) {
      Columns.of(update, 1, later.entrySet())
          .add("uuid", one -> one.getKey().id())
          .add("int", one -> one.getKey().attempts())
          .add("timestamptz", Map.Entry::getValue);
      update.executeUpdate();
    }
  }

  private Claimed claimed(ResultSet row, Instant now) throws SQLException {
    boolean late =
        row.getTimestamp("planned_for").toInstant().plus(settings.lateAfter()).isBefore(now);
    var words = Catalogue.of(contacts.language(row.getString("contact")));
    String marked = text(words, row, late, true);
    return new Claimed(
        row.getObject("id", UUID.class),
        row.getString("contact"),
        new Channel.About(
            row.getObject("alert_id", UUID.class),
            row.getString("reference"),
            brief(row),
            Optional.ofNullable(row.getString("code"))),
        row.getBoolean("cut_off"),
        row.getInt("attempts"),
        row.getBoolean("possible_repeat") ? marked : text(words, row, late, false),
        marked);
  }

  /** What the alert tells of; nothing in what tells ops that others were not reached. */
  private static Optional<Wanted> brief(ResultSet row) throws SQLException {
    String event = row.getString("event");
    return event == null || Label.TO_OPS.contains(row.getString("label"))
        ? Optional.empty()
        : Optional.of(new Wanted(row.getObject("case_id", UUID.class), event));
  }

  private static String text(Catalogue words, ResultSet row, boolean late, boolean possibleRepeat)
      throws SQLException {
    return Message.bare(
        words,
        Severity.values()[row.getInt("severity")],
        row.getString("label"),
        Timing.valueOf(row.getString("timing")),
        !row.getBoolean("unverified"),
        late,
        possibleRepeat,
        row.getString("reference"));
  }
}
