package org.tocsin.alert.live;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.alert.outbox.KeptSteps;
import org.tocsin.alert.outbox.KeptSteps.Kept;
import org.tocsin.service.live.LiveFeed;

/** Follows the table of kept steps for all open streams ({@code docs/decisions/0025}). */
@Singleton
class Feed extends LiveFeed<Listener> {

  private static final int PAGE = 1_000;
  private static final int KEPT = 10_000;

  private final DataSource dataSource;
  private final Latest latest = new Latest(KEPT);
  private volatile boolean begun;

  Feed(
      DataSource dataSource,
      @ConfigProperty(name = "tocsin.live.streams", defaultValue = "100") int most) {
    super(most, "As many streams are open as this instance keeps. Try again in a moment.");
    this.dataSource = dataSource;
  }

  List<Message> take(Listener listener) {
    return listener.take(latest, this::older, now());
  }

  /** Nothing where the database does not answer: asked again at the next turn. */
  private List<Kept> older(long number, int atOnce) {
    try (Connection connection = dataSource.getConnection()) {
      return KeptSteps.after(connection, number, atOnce);
    } catch (SQLException away) {
      return List.of();
    }
  }

  @Override
  protected void beginAnew() {
    begun = false;
  }

  @Override
  protected void look() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!begun) {
        latest.begin(KeptSteps.newest(connection));
        begun = true;
      }
      List<Kept> page;
      do {
        page = KeptSteps.after(connection, latest.newest().orElseThrow(), PAGE);
        latest.add(page);
      } while (page.size() == PAGE && !stopping());
    }
  }
}
