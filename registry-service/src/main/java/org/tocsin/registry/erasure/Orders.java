package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.ErasureOrdered;
import org.tocsin.events.Event;
import org.tocsin.events.Origin;
import org.tocsin.events.identity.CaseId;

/** The orders that stand in the record. */
@ApplicationScoped
public class Orders {

  private static final String COLUMNS =
      "SELECT event_id, defender_id, covered, cases, ground, ordered_by, ordered_at FROM erasure_order o ";

  /** Takes an order into the table; any other event, or a repeat, changes nothing. */
  public void take(Connection connection, Event event, Instant recordedAt) throws SQLException {
    if (!(event.header().origin() instanceof Origin.Desk)
        || !(event.body() instanceof ErasureOrdered order)) {
      return;
    }
    var covered = new TreeSet<UUID>();
    covered.add(order.defender().value());
    if (order.merged() != null) {
      order.merged().forEach(other -> covered.add(other.value()));
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO erasure_order (event_id, defender_id, covered, ground, ordered_by, ordered_at, cases) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, event.header().id().value());
      insert.setObject(2, order.defender().value());
      insert.setArray(3, connection.createArrayOf("uuid", covered.toArray()));
      insert.setString(4, order.ground() == null ? null : order.ground().code());
      insert.setString(5, order.orderedBy());
      insert.setTimestamp(6, Timestamp.from(recordedAt));
      insert.setArray(
          7,
          connection.createArrayOf(
              "uuid",
              order.cases() == null
                  ? new Object[0]
                  : order.cases().stream().map(CaseId::value).toArray()));
      insert.executeUpdate();
    }
  }

  /** The newest order that covers a defender. */
  Optional<ErasureOrder> newest(Connection connection, UUID defender) throws SQLException {
    try (var query =
        connection.prepareStatement(
            COLUMNS
                + "WHERE covered @> ARRAY[?] ORDER BY ordered_at DESC, event_id DESC LIMIT 1")) {
      query.setObject(1, defender);
      return read(query).stream().findFirst();
    }
  }

  /** Orders of which something is left to do, the oldest first. */
  List<ErasureOrder> unfinished(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            COLUMNS
                + """
                WHERE NOT EXISTS (SELECT FROM erasure_certificate c WHERE c.event_id = o.event_id)
                  OR NOT EXISTS (SELECT FROM erasure_progress p WHERE p.event_id = o.event_id AND p.derived_rows IS NOT NULL)
                    AND NOT EXISTS (SELECT FROM erased_owner w WHERE w.owner = o.defender_id::text AND w.allowed_at IS NOT NULL)
                  OR EXISTS (SELECT FROM erased_owner w WHERE w.owner = ANY (o.cases::text[]) AND w.erased_at <= o.ordered_at AND w.allowed_at IS NULL)
                ORDER BY ordered_at, event_id
                """)) {
      return read(query);
    }
  }

  private static List<ErasureOrder> read(PreparedStatement query) throws SQLException {
    var orders = new ArrayList<ErasureOrder>();
    try (var row = query.executeQuery()) {
      while (row.next()) {
        orders.add(
            new ErasureOrder(
                row.getString("event_id"),
                row.getObject("defender_id", UUID.class),
                Set.of((UUID[]) row.getArray("covered").getArray()),
                Set.of((UUID[]) row.getArray("cases").getArray()),
                row.getString("ground"),
                row.getString("ordered_by"),
                row.getTimestamp("ordered_at").toInstant()));
      }
    }
    return orders;
  }
}
