package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Alert;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.Step;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.escalation.Escalations;
import org.tocsin.alert.policy.Traits;
import org.tocsin.events.vocabulary.Severity;

/** Has done what was decided, in the same transaction. */
@ApplicationScoped
public class Steps {

  private static final int SOURCES_THAT_CORROBORATE = 2;

  private final Notifications notifications;
  private final Escalations escalations;
  private final Contacts contacts;

  Steps(Notifications notifications, Escalations escalations, Contacts contacts) {
    this.notifications = notifications;
    this.escalations = escalations;
    this.contacts = contacts;
  }

  /** Takes the steps of a board whose alerts are written already. */
  void take(Connection connection, Board board, Instant now) throws SQLException {
    var waiting = new Waiting();
    for (Step step : board.steps()) {
      switch (step) {
        case Step.Withdraw(var alert) -> {
          // What the same batch has planned must be there to be taken back.
          waiting.flush(connection, now);
          notifications.withdraw(connection, alert);
        }
        case Step.StopEscalation(var alert) -> {
          waiting.flush(connection, now);
          escalations.retracted(connection, alert, now);
        }
        case Step.Tell(var id, var key, var label, Step.To.Policy()) ->
            waiting.tellings.add(
                new Escalations.Telling(id, traits(board.alert(id)), new Occasion(key, label)));
        case Step.Tell(
                var id,
                var key,
                var label,
                Step.To.Reached(var alerts, var byEmailOnly)) -> {
          // A digest is on no board; what it told of is minor.
          Severity severity =
              Optional.ofNullable(board.alert(id)).map(Alert::severity).orElse(Severity.MINOR);
          for (Recipient one : reached(connection, alerts, byEmailOnly)) {
            waiting.planned.add(
                new Planned(
                    id,
                    new Occasion(key, label),
                    List.of(one),
                    severity,
                    due(one.contact(), severity, now)));
          }
        }
      }
    }
    waiting.flush(connection, now);
  }

  /** What a batch has to tell, done together: by policies, and to those who were told before. */
  private final class Waiting {
    private final List<Escalations.Telling> tellings = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();

    private void flush(Connection connection, Instant now) throws SQLException {
      escalations.tell(connection, tellings, now);
      notifications.plan(connection, planned);
      tellings.clear();
      planned.clear();
    }
  }

  private static Traits traits(Alert alert) {
    return new Traits(
        alert.severity(),
        alert.timing(),
        alert.about().actType(),
        alert.about().state(),
        alert.about().partner(),
        alert.sources().size() >= SOURCES_THAT_CORROBORATE);
  }

  /** Somebody who has left since is told at once: who got the alert gets its correction. */
  private Instant due(String contact, Severity severity, Instant now) {
    return Optional.ofNullable(contacts.contacts().get(contact))
        .map(known -> known.due(severity, now))
        .orElse(now);
  }

  private List<Recipient> reached(Connection connection, List<UUID> alerts, boolean byEmailOnly)
      throws SQLException {
    Set<Recipient> reached = new LinkedHashSet<>();
    for (UUID alert : alerts) {
      for (Recipient one : notifications.reached(connection, alert)) {
        boolean wakes = one.channel() == Decision.Channel.SMS;
        reached.add(
            byEmailOnly && wakes ? new Recipient(one.contact(), Decision.Channel.EMAIL) : one);
      }
    }
    return List.copyOf(reached);
  }
}
