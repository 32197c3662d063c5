package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
import org.tocsin.events.vocabulary.Severity;

/** Has done what was decided, in the same transaction. */
@ApplicationScoped
public class Steps {

  private final Notifications notifications;
  private final Contacts contacts;

  Steps(Notifications notifications, Contacts contacts) {
    this.notifications = notifications;
    this.contacts = contacts;
  }

  /** Takes the steps of a board whose alerts are written already. */
  void take(Connection connection, Board board, Instant now) throws SQLException {
    var planned = new ArrayList<Planned>();
    for (Step step : board.steps()) {
      switch (step) {
        case Step.Withdraw(var alert) -> {
          // What the same batch has planned must be there to be taken back.
          notifications.plan(connection, planned);
          planned.clear();
          notifications.withdraw(connection, alert);
        }
        case Step.StopEscalation stop -> {}
        case Step.Tell tell -> planned.add(planned(connection, board, tell, now));
      }
    }
    notifications.plan(connection, planned);
  }

  private Planned planned(Connection connection, Board board, Step.Tell tell, Instant now)
      throws SQLException {
    Alert alert = board.alert(tell.alert());
    // A digest is on no board; what it told of is minor.
    Severity severity = alert == null ? Severity.MINOR : alert.severity();
    List<Recipient> to =
        switch (tell.to()) {
          case Step.To.Policy() ->
              Recipient.each(
                  contacts.contacts().keySet(), Decision.channels(severity, alert.timing()));
          case Step.To.Reached(var alerts, var byEmailOnly) ->
              reached(connection, alerts, byEmailOnly);
        };
    return new Planned(tell.alert(), new Occasion(tell.key(), tell.label()), to, severity, now);
  }

  private List<Recipient> reached(Connection connection, List<UUID> alerts, boolean byEmailOnly)
      throws SQLException {
    Set<Recipient> reached = new LinkedHashSet<>();
    for (UUID alert : alerts) {
      for (Recipient one : notifications.reached(connection, alert)) {
        reached.add(byEmailOnly ? new Recipient(one.contact(), Decision.Channel.EMAIL) : one);
      }
    }
    return List.copyOf(reached);
  }
}
