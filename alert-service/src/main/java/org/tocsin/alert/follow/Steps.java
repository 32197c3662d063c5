package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.tocsin.alert.decision.Alert;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.Step;
import org.tocsin.alert.delivery.Notifications;

/** Has done what was decided, in the same transaction. */
@ApplicationScoped
public class Steps {

  private final Notifications notifications;

  Steps(Notifications notifications) {
    this.notifications = notifications;
  }

  void take(Connection connection, Board board, Instant now) throws SQLException {
    for (Step step : board.steps()) {
      if (step instanceof Step.Tell(var id, var key, var label, Step.To.Policy())) {
        Alert alert = board.alert(id);
        notifications.plan(
            connection,
            id,
            alert.severity(),
            Decision.channels(alert.severity(), alert.timing()),
            now);
      }
    }
  }
}
