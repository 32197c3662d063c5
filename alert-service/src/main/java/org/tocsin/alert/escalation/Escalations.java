package org.tocsin.alert.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Undelivered;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.PlanInForce;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.policy.Traits;
import org.tocsin.events.vocabulary.Severity;

/**
 * Takes alerts through their policies. All is done in the transaction of the caller, who wakes the
 * dispatcher after the commit.
 */
@ApplicationScoped
public class Escalations implements Undelivered {

  private static final int AT_ONCE = 100;

  private final PlanInForce plans;
  private final EscalationRows rows;
  private final Notifications notifications;
  private final Codes codes;
  private final DataSource dataSource;

  Escalations(
      PlanInForce plans,
      EscalationRows rows,
      Notifications notifications,
      Codes codes,
      DataSource dataSource) {
    this.plans = plans;
    this.rows = rows;
    this.notifications = notifications;
    this.codes = codes;
    this.dataSource = dataSource;
  }

  /**
   * Somebody has to be told.
   *
   * @param alert the alert, which is stored already
   * @param traits of the alert as it is now; nobody is told of minor news at once
   * @param occasion one of a kind within the alert: the same again tells nobody again
   */
  public record Telling(UUID alert, Traits traits, Occasion occasion) {}

  /**
   * Tells those whom the policy names first, and begins the escalation. If the alert has one, it
   * begins anew only where the alert has become graver or what it told of was taken back; else this
   * is one more message to the same people, and the escalation goes on as it was.
   */
  public void tell(Connection connection, Collection<Telling> tellings, Instant now)
      throws SQLException {
    List<Telling> some =
        tellings.stream().filter(one -> one.traits().severity() != Severity.MINOR).toList();
    if (some.isEmpty()) {
      return;
    }
    var version = plans.current();
    var standing = new HashMap<UUID, EscalationRows.Stored>();
    rows.lock(connection, some.stream().map(Telling::alert).toList())
        .forEach(one -> standing.put(one.escalation().alert(), one));
    var planned = new ArrayList<Planned>();
    var begun = new LinkedHashMap<UUID, EscalationRows.Standing>();
    for (Telling one : some) {
      Policy policy = version.plan().policyFor(one.traits());
      var fresh =
          new Escalation(
              one.alert(),
              version.number(),
              policy.id(),
              one.occasion().key(),
              one.traits().severity(),
              one.traits().timing(),
              now,
              0);
      Advance begin =
          Advance.of(fresh, policy, version.plan(), Set.of(), Optional.of(one.occasion()), now);
      planned.addAll(begin.planned());
      EscalationRows.Stored before = standing.get(one.alert());
      if (before == null || beginsAnew(before, one.traits())) {
        begun.put(one.alert(), new EscalationRows.Standing(fresh.at(1), begin.next()));
        standing.put(one.alert(), new EscalationRows.Stored(fresh, Optional.empty()));
      }
    }
    plan(connection, planned, now);
    rows.put(connection, List.copyOf(begun.values()), now);
  }

  /** Does all that is due now, in a transaction of its own; false if there was nothing. */
  boolean advance(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      List<EscalationRows.Stored> due = rows.claim(connection, now, AT_ONCE);
      var planned = new ArrayList<Planned>();
      var standing = new ArrayList<EscalationRows.Standing>();
      for (EscalationRows.Stored stored : due) {
        Escalation escalation = stored.escalation();
        Set<String> told = rows.tried(connection, escalation.alert()).keySet();
        Advance advance =
            Advance.of(
                escalation,
                policy(connection, escalation),
                plans.current().plan(),
                told,
                Optional.empty(),
                now);
        planned.addAll(advance.planned());
        standing.add(new EscalationRows.Standing(escalation, advance.next()));
      }
      plan(connection, planned, now);
      rows.put(connection, standing, now);
      connection.commit();
      return !due.isEmpty();
    }
  }

  /** Nobody has to acknowledge the alert any more: what it told of was taken back. */
  public void retracted(Connection connection, UUID alert, Instant now) throws SQLException {
    end(connection, alert, Escalation.End.RETRACTED, now);
  }

  /** Ends an escalation; one that has ended, or was never begun, stays as it is. */
  boolean end(Connection connection, UUID alert, Escalation.End why, Instant now)
      throws SQLException {
    return rows.end(connection, alert, why, now);
  }

  /** After an acknowledgement as asked, or a retraction, nothing is tried instead. */
  @Override
  public void undelivered(
      Connection connection, UUID alert, String contact, Channel channel, Instant now)
      throws SQLException {
    Optional<EscalationRows.Stored> stored =
        rows.lock(connection, List.of(alert)).stream().findFirst();
    if (stored
        .flatMap(EscalationRows.Stored::ended)
        .filter(why -> !why.equals(Escalation.End.DONE.code()))
        .isPresent()) {
      return;
    }
    AlertingPlan plan = plans.current().plan();
    Escalation escalation =
        stored.isPresent()
            ? stored.get().escalation()
            : withoutPolicy(connection, alert, plan, now);
    if (!rows.note(connection, escalation, contact, channel, now)) {
      return;
    }
    plan(
        connection,
        Fallback.of(
            escalation,
            policy(connection, escalation),
            plan,
            contact,
            rows.tried(connection, alert),
            rows.isReachable(connection, alert, contact, channel),
            now),
        now);
  }

  /** Plans messages to people, each of whom gets a code for the alert. */
  private void plan(Connection connection, List<Planned> planned, Instant now) throws SQLException {
    notifications.plan(connection, planned);
    codes.give(
        connection,
        planned.stream()
            .flatMap(
                one -> one.to().stream().map(to -> new Codes.Holder(one.alert(), to.contact())))
            .collect(Collectors.toSet()),
        now);
  }

  /** Of the plan under which it began; of the present one if that has no such policy any more. */
  private Policy policy(Connection connection, Escalation escalation) throws SQLException {
    return plans
        .version(connection, escalation.planVersion())
        .policy(escalation.policy())
        .orElseGet(() -> plans.current().plan().policyFor(escalation.traits()));
  }

  /** For what goes by no policy, such as a digest. */
  private Escalation withoutPolicy(
      Connection connection, UUID alert, AlertingPlan plan, Instant now) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT severity, timing FROM alert WHERE id = ?")) {
      query.setObject(1, alert);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          throw new IllegalArgumentException("there is no such alert");
        }
        var traits =
            Traits.of(
                Severity.values()[row.getInt("severity")], Timing.valueOf(row.getString("timing")));
        return new Escalation(
            alert,
            plans.current().number(),
            plan.policyFor(traits).id(),
            Occasion.FIRST.key(),
            traits.severity(),
            traits.timing(),
            now,
            0);
      }
    }
  }

  private static boolean beginsAnew(EscalationRows.Stored before, Traits traits) {
    return before.ended().filter(Escalation.End.RETRACTED.code()::equals).isPresent()
        || traits.isGraverThan(before.escalation().traits());
  }
}
