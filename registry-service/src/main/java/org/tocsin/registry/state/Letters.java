package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.service.deadline.Deadlines;

/** The letters to States and how the replies stand; a reply belongs to the letter of its case. */
@ApplicationScoped
class Letters {

  private static final String SENT =
      "SELECT state, case_id, code, detail, event_id FROM fact JOIN event USING (place) WHERE kind = 'letter' AND state %s AND"
          + Horizon.CONDITION
          + "ORDER BY state, detail, event_id";

  private static final String REPLIES =
      "SELECT case_id, code, detail, occurred, precision FROM fact WHERE kind = 'reply' AND case_id = ANY(?) AND"
          + Horizon.CONDITION;

  private record InCase(UUID caseId, Letter.Sent sent) {}

  private final Deadlines deadlines;

  Letters(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /** The letters to one State, by their day. */
  List<Letter> ofState(Connection connection, String state, Horizon horizon) throws SQLException {
    return byState(connection, Optional.of(state), horizon).getOrDefault(state, List.of());
  }

  /** The letters to every State that was sent any. */
  Map<String, List<Letter>> byState(Connection connection, Horizon horizon) throws SQLException {
    return byState(connection, Optional.empty(), horizon);
  }

  private Map<String, List<Letter>> byState(
      Connection connection, Optional<String> state, Horizon horizon) throws SQLException {
    List<InCase> sent = sent(connection, state, horizon);
    Map<UUID, List<Letter.Reply>> replies = replies(connection, sent, horizon);
    var byState = new TreeMap<String, List<Letter>>();
    for (InCase letter : sent) {
      byState
          .computeIfAbsent(letter.sent.state(), none -> new ArrayList<>())
          .add(
              Letter.of(
                  letter.sent,
                  replies.getOrDefault(letter.caseId, List.of()),
                  deadlines,
                  horizon.at()));
    }
    return byState;
  }

  private static List<InCase> sent(Connection connection, Optional<String> state, Horizon horizon)
      throws SQLException {
    try (var query =
        connection.prepareStatement(SENT.formatted(state.isPresent() ? "= ?" : "IS NOT NULL"))) {
      int next = 1;
      if (state.isPresent()) {
        query.setString(next++, state.get());
      }
      horizon.set(query, next);
      try (var row = query.executeQuery()) {
        var sent = new ArrayList<InCase>();
        while (row.next()) {
          String[] dayAndReference = row.getString("detail").split(" ", 2);
          sent.add(
              new InCase(
                  row.getObject("case_id", UUID.class),
                  new Letter.Sent(
                      row.getString("event_id"),
                      row.getString("code"),
                      dayAndReference[1],
                      row.getString("state"),
                      LocalDate.parse(dayAndReference[0]))));
        }
        return sent;
      }
    }
  }

  private static Map<UUID, List<Letter.Reply>> replies(
      Connection connection, List<InCase> sent, Horizon horizon) throws SQLException {
    Set<UUID> cases = new HashSet<>();
    sent.forEach(letter -> cases.add(letter.caseId));
    Map<UUID, List<Letter.Reply>> replies = new HashMap<>();
    if (cases.isEmpty()) {
      return replies;
    }
    try (var query = connection.prepareStatement(REPLIES)) {
      query.setArray(1, connection.createArrayOf("uuid", cases.toArray()));
      horizon.set(query, 2);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          Instant at =
              new OccurredAt(row.getString("occurred"), Precision.values()[row.getInt("precision")])
                  .earliest();
          replies
              .computeIfAbsent(row.getObject("case_id", UUID.class), none -> new ArrayList<>())
              .add(new Letter.Reply(row.getString("detail"), row.getString("code"), at));
        }
      }
    }
    return replies;
  }
}
