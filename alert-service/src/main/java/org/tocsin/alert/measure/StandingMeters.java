package org.tocsin.alert.measure;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.events.vocabulary.Severity;

/**
 * What waits now, from the tables: every instance says the same, so take the maximum and do not add
 * them up. NaN while the database does not answer.
 */
@ApplicationScoped
public class StandingMeters {

  /** From this step of a policy on they are counted together. */
  private static final int DEEPEST = 4;

  private static final String LANES =
      """
      SELECT channel, urgency, count(*) AS messages, extract(epoch FROM now() - min(due_at)) AS age FROM notification
      WHERE state IN ('queued', 'unknown') AND NOT withdrawn AND due_at <= now() GROUP BY channel, urgency
      """;

  private static final String DEPTHS =
      """
      SELECT least(next_moment, ?) AS depth, count(*) AS alerts, extract(epoch FROM now() - min(began_at)) AS age
      FROM escalation WHERE ended_at IS NULL GROUP BY 1
      """;

  private final DataSource dataSource;
  private final Memo<Standing> standing = new Memo<>(this::look);

  StandingMeters(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** How many, and how many seconds the eldest has waited. */
  private record Some(long number, double age) {
    static final Some NONE = new Some(0, 0);
  }

  private record Standing(Map<String, Some> lanes, Map<Integer, Some> depths) {}

  void start(@Observes StartupEvent start, MeterRegistry meters) {
    for (Channel channel : Channel.values()) {
      for (Severity severity : Severity.values()) {
        String lane = lane(channel.name(), severity.ordinal());
        String[] tags = {
          "channel", channel.name().toLowerCase(Locale.ROOT), "severity", severity.code()
        };
        standing.gauge(
            meters,
            "tocsin.alert.queue.age.seconds",
            "How long the eldest message that is due in this lane has waited",
            all -> all.lanes.getOrDefault(lane, Some.NONE).age,
            tags);
        standing.gauge(
            meters,
            "tocsin.alert.queue.messages",
            "How many messages are due in this lane",
            all -> all.lanes.getOrDefault(lane, Some.NONE).number,
            tags);
      }
    }
    for (int depth = 1; depth <= DEEPEST; depth++) {
      int here = depth;
      standing.gauge(
          meters,
          "tocsin.alert.escalations",
          "Alerts that nobody has acknowledged as asked, by how many steps of their policy are done; 4 is four or more",
          all -> all.depths.getOrDefault(here, Some.NONE).number,
          "depth",
          Integer.toString(depth));
    }
    standing.gauge(
        meters,
        "tocsin.alert.unacknowledged.age.seconds",
        "For how long the eldest alert that still escalates has waited for a human",
        all -> all.depths.values().stream().mapToDouble(Some::age).max().orElse(0));
  }

  private Standing look() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return new Standing(lanes(connection), depths(connection));
    }
  }

  private static Map<String, Some> lanes(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(LANES);
        var row = query.executeQuery()) {
      var lanes = new HashMap<String, Some>();
      while (row.next()) {
        lanes.put(
            lane(row.getString("channel"), row.getInt("urgency")),
            new Some(row.getLong("messages"), row.getDouble("age")));
      }
      return lanes;
    }
  }

  private static Map<Integer, Some> depths(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(DEPTHS)) {
      query.setInt(1, DEEPEST);
      try (var row = query.executeQuery()) {
        var depths = new HashMap<Integer, Some>();
        while (row.next()) {
          depths.merge(
              Math.max(1, row.getInt("depth")),
              new Some(row.getLong("alerts"), row.getDouble("age")),
              (one, other) -> new Some(one.number + other.number, Math.max(one.age, other.age)));
        }
        return depths;
      }
    }
  }

  private static String lane(String channel, int urgency) {
    return channel + " " + urgency;
  }
}
