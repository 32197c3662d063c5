package org.tocsin.alert.timer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Label;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.follow.Communications;
import org.tocsin.alert.follow.Decisions;

/** Tells of each letter to a State that becomes overdue (DOMAIN.md, section 7, rule 1). */
@ApplicationScoped
public class OverdueLetters {

  private final DataSource dataSource;
  private final Communications communications;
  private final Decisions decisions;

  OverdueLetters(DataSource dataSource, Communications communications, Decisions decisions) {
    this.dataSource = dataSource;
    this.communications = communications;
    this.decisions = decisions;
  }

  /** Raises an alert for each letter whose deadline has passed by now. */
  public void look(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (var overdue : communications.settleOverdue(connection, now)) {
        News news =
            News.overdue(
                overdue.caseId(), overdue.reference(), overdue.overdueAt(), overdue.recordedAt());
        decisions.tell(connection, news, Label.NONE, overdue.since(), now);
      }
      connection.commit();
    }
  }
}
