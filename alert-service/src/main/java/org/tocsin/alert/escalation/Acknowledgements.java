package org.tocsin.alert.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.policy.Acknowledgement;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.PlanInForce;

/**
 * Takes the acknowledgements of humans: only these end an escalation (DOMAIN.md section 7, rule 3).
 */
@ApplicationScoped
public class Acknowledgements {

  /** To the others: somebody has it. */
  static final String LABEL = "ACKNOWLEDGED";

  private final PlanInForce plans;
  private final EscalationRows rows;
  private final Notifications notifications;

  Acknowledgements(PlanInForce plans, EscalationRows rows, Notifications notifications) {
    this.plans = plans;
    this.rows = rows;
    this.notifications = notifications;
  }

  /**
   * A human.
   *
   * @param by a user's name, or {@code contact/ID}
   * @param contact the contact through whom the human is reached; empty if none is known
   */
  public record Human(String by, Optional<String> contact) {}

  /** A user of the staff, with the contact that the plan names for the user. */
  public Human user(String name) {
    return new Human(
        name,
        plans.current().plan().contacts().values().stream()
            .filter(contact -> contact.users().contains(name))
            .map(Contact::id)
            .findFirst());
  }

  /** A contact who shows the code of an alert. */
  public Human contact(String id) {
    return new Human("contact/" + id, Optional.of(id));
  }

  /**
   * Stores that a human has an alert, in the caller's transaction; doing so again changes nothing,
   * and the first stays the one whom the staff see as having it. If it is what the policy asks for,
   * the escalation ends: what still waits to be sent, such as a message that is tried again, is
   * withdrawn, and the others to whom the alert was handed over are told on the same channels. Wake
   * the dispatcher after the commit.
   *
   * @return whether the escalation has ended by this acknowledgement
   */
  public boolean take(Connection connection, UUID alert, Human human, Instant now)
      throws SQLException {
    Optional<EscalationRows.Stored> stored =
        rows.lock(connection, List.of(alert)).stream().findFirst();
    show(connection, alert, human, now);
    insert(connection, alert, human, now);
    first(connection, alert, human, now);
    if (stored.isEmpty() || stored.get().ended().isPresent()) {
      return false;
    }
    Escalation escalation = stored.get().escalation();
    if (!Acknowledgement.isMet(
        asked(connection, escalation), roles(connection, escalation, plans.current().plan()))) {
      return false;
    }
    rows.end(connection, alert, Escalation.End.ACKNOWLEDGED, now);
    notifications.withdraw(
        connection, alert, new TreeSet<>(List.of(escalation.occasion(), Occasion.FIRST.key())));
    notifications.plan(
        connection,
        new Planned(
            alert,
            new Occasion(escalation.occasion() + " acknowledged", LABEL),
            notifications.reached(connection, alert).stream()
                .filter(one -> !human.contact().equals(Optional.of(one.contact())))
                .toList(),
            escalation.severity(),
            now));
    return true;
  }

  /** The roles that have still to acknowledge an alert before its escalation ends. */
  public Set<String> missing(Connection connection, UUID alert) throws SQLException {
    Optional<EscalationRows.Stored> stored = rows.find(connection, alert);
    return stored.isEmpty() || stored.get().ended().isPresent()
        ? Set.of()
        : Acknowledgement.missing(
            asked(connection, stored.get().escalation()),
            roles(connection, stored.get().escalation(), plans.current().plan()));
  }

  private Acknowledgement asked(Connection connection, Escalation escalation) throws SQLException {
    AlertingPlan began = plans.version(connection, escalation.planVersion());
    return began
        .policy(escalation.policy())
        .orElseGet(() -> began.policyFor(escalation.traits()))
        .acknowledgement();
  }

  private static void show(Connection connection, UUID alert, Human human, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE alert SET acknowledged_by = ?, acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL")) {
      update.setString(1, human.by());
      update.setTimestamp(2, Timestamp.from(now));
      update.setObject(3, alert);
      update.executeUpdate();
    }
  }

  private static void insert(Connection connection, UUID alert, Human human, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO acknowledgement VALUES (?, ?, ?, ?)
            ON CONFLICT (alert_id, by) DO UPDATE SET acknowledged_at = excluded.acknowledged_at
            WHERE acknowledgement.acknowledged_at < (SELECT began_at FROM escalation e WHERE e.alert_id = excluded.alert_id)
            """)) {
      insert.setObject(1, alert);
      insert.setString(2, human.by());
      insert.setString(3, human.contact().orElse(null));
      insert.setTimestamp(4, Timestamp.from(now));
      insert.executeUpdate();
    }
  }

  /** The alert shows who was the first. */
  private static void first(Connection connection, UUID alert, Human human, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE alert SET acknowledged_by = ?, acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL")) {
      update.setString(1, human.by());
      update.setTimestamp(2, Timestamp.from(now));
      update.setObject(3, alert);
      update.executeUpdate();
    }
  }

  /** The roles of each who has acknowledged since the escalation began. */
  private static List<Set<String>> roles(
      Connection connection, Escalation escalation, AlertingPlan plan) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT contact FROM acknowledgement WHERE alert_id = ? AND acknowledged_at >= ?")) {
      query.setObject(1, escalation.alert());
      query.setTimestamp(2, Timestamp.from(escalation.began()));
      var roles = new ArrayList<Set<String>>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          roles.add(
              new TreeSet<>(
                  Optional.ofNullable(row.getString("contact"))
                      .map(plan.contacts()::get)
                      .map(Contact::roles)
                      .orElse(Set.of())));
        }
      }
      return roles;
    }
  }
}
